// --- start: what the address names, else the whole

for (const id of data.rim) nodeOf.get(id).rim = true;
if (data.gathers) {
  at("arrange").querySelector('[value="columns"]').remove(); // a list of thousands is on the map's page
  filter();
}
fit();
if (!data.gathers) write(fillForNothing);
redraw();
sayWhatIsShown();

/** Another address leads within the page, and lets go of nothing. */
function followAddress() {
  const asked = location.hash.slice(1);
  if (nodeOf.has(asked)) selectThing(asked, true);
  else if (!asked) clear();
}
addEventListener("hashchange", followAddress);
followAddress();
