(()=>{var{version:e}=document.currentScript.dataset;window===window.top&&new EventSource("/events").addEventListener("message",n=>{n.data!==e&&window.location.reload()})})();
