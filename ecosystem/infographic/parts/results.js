// What a search finds: every entry and source, by its names, its number, and the words that its entry holds.
import { byId, data } from "../page.js";
import { folded } from "../folding.js";
import { plain } from "../strings.js";

const SECTIONS = ["priorities", "organisations", "plans", "actions", "events", "outputs", "sources"];
const isOrganisation = new Set(data.organisations);
let things = null;

const textOf = (element, selector) => [...(element?.querySelectorAll(selector) ?? [])].map((each) => each.textContent);

/** @param {MapNode} node */
function thingOf({ id, label, title, section, also = [] }) {
  const entry = byId("n-", id);
  const number = entry?.querySelector("h5 > .order")?.textContent ?? "";
  const heading = entry?.querySelector("h3, h5")?.textContent ?? "";
  const [other, ...text] = [textOf(entry, ".text > .also").join(" "), ...textOf(entry, ".text > p:not(.also), :scope > p")];
  const names = [label, plain(title), heading, id, other, ...also].map(folded).filter(Boolean);
  const place = section === "plans" ? `#n-${id}` : null;
  return { id, place, section: section ?? (isOrganisation.has(id) ? "organisations" : "events"), label, number: folded(number), names, text: folded(text.join(" ")) };
}

/** A source by its own words, without what rests on it. */
function sourceOf(line) {
  const text = [...line.childNodes].filter((part) => part.nodeName !== "DETAILS").map((part) => part.textContent).join("");
  const label = line.querySelector("bdi, a")?.textContent ?? line.textContent;
  const number = line.id.slice(2);
  return { id: line.id, place: `#${line.id}`, section: "sources", label: `${number}. ${label}`, number, names: [folded(label)], text: folded(text) };
}

/** Everything that can be found; the lists that hold its words are read when somebody searches first. */
function all() {
  things ??= [...[...data.nodes.values()].map(thingOf), ...[...document.querySelectorAll('li[id^="s-"]')].map(sourceOf)];
  return things;
}

const [TEXT, WORDS, WORD, START, SAME] = [1, 2, 3, 4, 5];

/** How well a thing fits what was asked, up to SAME; 0 where it does not. */
function fit({ number, names, text }, asked, words) {
  if (number === asked || names.includes(asked)) return SAME;
  if (names.some((name) => name.startsWith(asked))) return START;
  if (names.some((name) => ` ${name}`.includes(` ${asked}`))) return WORD;
  const called = names.join(" ");
  if (words.every((word) => ` ${called}`.includes(` ${word}`))) return WORDS;
  return words.every((word) => called.includes(word) || text.includes(word)) ? TEXT : 0;
}

/** Whether a word can be had from another by so few changes: a letter more, less, other, or two exchanged. */
function isNear(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return false;
  let [before, row] = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let place = 1; place <= other.length; place += 1) {
      const change = one[at - 1] === other[place - 1] ? 0 : 1;
      next[place] = Math.min(next[place - 1] + 1, row[place] + 1, row[place - 1] + change);
      const isExchanged = at > 1 && place > 1 && one[at - 1] === other[place - 2] && one[at - 2] === other[place - 1];
      if (isExchanged) next[place] = Math.min(next[place], before[place - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[other.length] <= most;
}

/** What may have been meant where nothing fits: each word is one of its names, or nearly so. */
function meant(words) {
  const isLike = (word, other) => other.startsWith(word) || (word.length > 3 && isNear(word, other, word.length > 7 ? 2 : 1));
  return all().filter(({ names }) => {
    const called = names.join(" ").split(" ");
    return words.every((word) => called.some((other) => isLike(word, other)));
  });
}

/** What is found: groups by section, the one with what fits best first, and whether it is only near to what was asked.
    @param {string} words @returns {{groups: {section: string, things: any[]}[], isGuess: boolean}} */
export function found(words) {
  const asked = folded(words);
  if (!asked) return { groups: [], isGuess: false };
  const parts = asked.split(" ");
  const fits = new Map(all().map((thing) => [thing, fit(thing, asked, parts)]).filter(([, rank]) => rank));
  const isGuess = !fits.size;
  if (isGuess) for (const thing of meant(parts)) fits.set(thing, TEXT);
  const groups = SECTIONS.map((section) => ({ section, things: [...fits.keys()].filter((thing) => thing.section === section) }));
  const byFit = (one, other) => fits.get(other) - fits.get(one) || one.label.length - other.label.length;
  for (const group of groups) group.things.sort(byFit);
  const shown = groups.filter((group) => group.things.length);
  const best = (group) => {
    const rank = fits.get(group.things[0]);
    return rank === START ? WORD : rank;
  };
  shown.sort((one, other) => best(other) - best(one));
  return { groups: shown, isGuess };
}
