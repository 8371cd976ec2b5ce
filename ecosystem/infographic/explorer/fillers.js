// What the panel says.
import { capital, counted, listed, number, plain, say, tell, told } from "../strings.js";
import { showEverything } from "./arranging.js";
import { openNames, passingOf, STEP, stepWords } from "./gathering.js";
import { rank } from "./names.js";
import { network } from "./network.js";
import { gather, openGroup, press } from "./opening.js";
import { countOf, data, edgeOf, kindOf, links, make, makeButton, makeOfData, markOf, things } from "./page.js";
import { body, fillers, title } from "./panel.js";
import { selectThing } from "./selection.js";
import { groups, state } from "./state.js";

function toThing(id) {
  const button = makeButton("", () => selectThing(id, true), "to");
  button.append(markOf(kindOf(id)), makeOfData("bdi", things[id].label));
  return button;
}

function kindLine(words, kind) {
  const line = make("p", "", "kind");
  if (kind) line.append(markOf(kind));
  line.append(...told(capital(words)));
  return line;
}

function shifters(id) {
  const row = make("div", "", "shift");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", plain(say("moveIt")));
  row.append(...told(say("moveIt")), " ");
  /** @type {[string, string, number, number][]} */
  const ways = [["←", "moveLeft", -1, 0], ["↑", "moveUp", 0, -1], ["↓", "moveDown", 0, 1], ["→", "moveRight", 1, 0]];
  for (const [sign, side, x, y] of ways) {
    const button = makeButton(sign, () => {
      const place = network.getPosition(id);
      const step = 40 / network.getScale();
      network.moveNode(id, place.x + x * step, place.y + y * step);
    });
    button.setAttribute("aria-label", plain(say(side)));
    row.append(button);
  }
  return row;
}

function everythingButton() {
  const row = make("p");
  row.append(makeButton(say("everything"), showEverything));
  return row;
}

function entryLink(id) {
  const line = make("p");
  const link = make("a", say("toEntry"));
  link.href = "index.html#n-" + id;
  line.append(link);
  return line;
}

fillers.thing = (id) => {
  const { name, also, text } = things[id];
  title.replaceChildren(makeOfData("bdi", name));
  const kind = kindOf(id);
  body.append(kindLine(also.length ? say("alsoCalled", { kind: kind.label, names: listed(also) }) : kind.label, kind));
  if (text) body.append(Object.assign(make("p", text), { dir: "auto" }));
  if (state.around !== null) body.append(everythingButton());
  body.append(entryLink(id), shifters(id));
  let list = null;
  let family = null;
  for (const link of data.order[id]) {
    if (links[link].family !== family) {
      family = links[link].family;
      list = make("ul");
      body.append(make("h3", capital(data.families[family])), list);
    }
    const { from, to } = edgeOf.get(link);
    const line = make("li");
    line.append(make("p", links[link].sentence), toThing(from === id ? to : from));
    list.append(line);
  }
};

fillers.link = (id) => {
  const { sentence, family, basis, evidence, sources } = links[id];
  const { from, to } = edgeOf.get(id);
  tell(title, sentence);
  body.append(kindLine(say("linkOf", { family: data.families[family], basis })));
  if (evidence) body.append(makeOfData("p", evidence));
  const ends = make("ul", "", "plain");
  for (const end of [from, to]) {
    const line = make("li");
    line.append(toThing(end));
    ends.append(line);
  }
  const cited = make("ul");
  for (const source of sources) cited.append(make("li", data.sources[source]));
  body.append(make("h3", say("ends")), ends, make("h3", counted("sources", sources.length)), cited);
};

fillers.bundle = (id) => {
  const { sentence, ids } = links[id];
  tell(title, sentence);
  const list = make("ul");
  for (const link of ids.slice(0, STEP)) list.append(make("li", links[link].sentence));
  const more = ids.length - STEP;
  body.append(list, ...(more > 0 ? [make("p", counted("andMore", more))] : []));
};

fillers.found = (ids) => {
  tell(title, ids.length ? counted("found", ids.length) : say("noneFound"));
  body.append(ids.length ? listOf(ids) : make("p", say("tryOneWord")));
};

fillers.aside = (ids) => {
  tell(title, say("aside", { count: ids.length }));
  body.append(make("p", say("whyAside")), listOf(ids));
};

fillers.nothing = () => {
  tell(title, say("nothingSelected"));
  if (data.gathers) return state.open ? fillForOpen() : fillForKinds();
  if (state.around !== null) {
    body.append(make("p", say("around", { entry: things[state.around].label })), everythingButton());
  }
  body.append(make("p", say("chooseMark")), listOf(rank.slice(0, 6)));
};

function listOf(ids) {
  const list = make("ul", "", "plain counted");
  for (const id of ids) {
    const line = make("li");
    line.append(toThing(id), make("span", counted("links", countOf(id)), "small quiet"));
    list.append(line);
  }
  return list;
}

/** The kinds, each to be opened. */
function fillForKinds() {
  const list = make("ul", "", "plain counted");
  for (const [id, entries] of groups) {
    const line = make("li");
    const button = makeButton("", () => openGroup(id), "to");
    button.dataset.kind = things[id].kind;
    button.append(markOf(kindOf(id)), ...told(things[id].words));
    line.append(button, make("span", number(entries.length), "small quiet"));
    list.append(line);
  }
  body.append(make("p", say("chooseKind")), list);
}

/** The names of the open kind, and the ways on and back. */
function fillForOpen() {
  const { kind, step } = state.open;
  tell(title, stepWords());
  const row = make("div", "", "shift");
  if (passingOf(kind).length > STEP) {
    row.append(makeButton(say("namesBefore"), () => press(kind, step - 1)), makeButton(say("namesAfter"), () => press(kind, step + 1)));
  }
  row.append(makeButton(say("groupAgain"), gather));
  body.append(row, listOf(openNames()));
}
