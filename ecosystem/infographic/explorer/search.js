// --- finding by name

const simplified = (words) =>
  words
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’.]/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
const calledOf = new Map(
  rank.map((id) => [id, [id, things[id].label, things[id].name, ...things[id].also].map(simplified)]),
);

function found(asked) {
  const exact = rank.filter((id) => calledOf.get(id).includes(asked));
  if (exact.length) return exact;
  return rank.filter((id) => calledOf.get(id).some((name) => ` ${name}`.includes(` ${asked}`)));
}

at("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = simplified(at("find").value);
  const ids = asked ? found(asked) : [];
  if (ids.length === 1) {
    selectThing(ids[0], true);
    return;
  }
  [state.thing, state.link] = [null, null];
  show(() => {
    title.textContent = ids.length ? `${count(ids.length, "entry fits", "entries fit")}` : "Nothing is called that";
    body.append(ids.length ? listOf(ids) : make("p", "Try one word of its name."));
  });
  status.textContent = ids.length ? `${count(ids.length, "entry fits", "entries fit")}; choose in the panel.` : "Nothing is called that.";
});

for (const words of [...new Set(rank.map((id) => things[id].label))].sort((one, other) => one.localeCompare(other, "en"))) {
  const option = make("option");
  option.value = words;
  at("names").append(option);
}
