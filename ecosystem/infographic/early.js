// Stands after what the page says first, and has it laid out. Chromium reads a page for 10 ms at a time, twice before the
// first paint: what is laid out within that time does not come on top of it.
document.body.getBoundingClientRect();
