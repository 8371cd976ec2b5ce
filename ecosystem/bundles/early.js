document.body.getBoundingClientRect();
