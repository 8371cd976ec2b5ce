// The server says which version it shows, at once and after every change; a page of another version loads anew.
// Only the outer page asks: a browser opens few such lines to one server.
const { version } = document.currentScript.dataset;
if (window === window.top) {
  new EventSource("/events").addEventListener("message", (event) => {
    if (event.data !== version) window.location.reload();
  });
}
