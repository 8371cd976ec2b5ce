// Before the first paint: what needs the script has its room, so that nothing moves later.
document.body.classList.add("has-script", "starting");
