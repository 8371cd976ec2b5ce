(()=>{var{version:n}=document.currentScript.dataset;window===window.top&&new EventSource("/events").addEventListener("message",e=>{e.data!==n&&window.location.reload()});})();
