// Every English word that a script says, and how this language counts and sorts. Scripts hold no words of their own.
// A string of several parts is a function of them.

export const language = "en";

/** A number as this language writes it: 1,234. @param {number} value */
export const number = (value) => value.toLocaleString(language);

/** @param {number} count */
export const counted = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;
export const links = (count) => counted(count, "link", "links");
export const entries = (count) => counted(count, "entry", "entries");

const collator = /* @__PURE__ */ new Intl.Collator(language, { numeric: true });

/** The order of names: numbers by their value. */
export const byName = (one, other) => collator.compare(one, other);

export const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

// Sentences: as in sentences.py, routes.py and removal.py

/** A sentence of a link. @param {string} pattern with {0} and {1} for the names @param {string[]} names */
export function sentence(pattern, names) {
  const words = pattern.replace(/\{([01])\}(\.?)/g, (_, place, stop) => names[place] + (names[place].endsWith(".") ? "" : stop));
  return capital(words);
}

export const howConnected = (start, end) => `How are ${start} and ${end} connected?`;
export const noRoute = (start, startPart, end, endPart) =>
  `No route joins them: ${start} stands in ${startPart}, ${end} in ${endPart}.`;
export const ownPart = "a part of its own";
export const partAround = (centre, count) => `the part around ${centre}, ${counted(count, "thing", "things")}`;
export const same = "They are one and the same.";
export function apart(length, routes, isCut) {
  const shown = `${isCut ? "the first " : ""}${counted(routes, "route", "routes")}`;
  return `${links(length)} apart; ${shown} of that length${isCut ? " shown" : ""}.`;
}

export const whichConnect = (priority, plan) => `Which groups connect to ${priority} of ${plan}?`;
export const whatIfStops = (label) => `What if ${label} stops?`;
export const nothingLost = "The map does not show what would be lost.";

// The page

export const actionsShown = (some, all) => `${some} of ${all} shown`;
export function age(months) {
  if (months < 1) return "This edition is new.";
  return `This edition was made about ${months === 1 ? "a month ago" : `${months} months ago`}.`;
}
export const linkCopied = "The link is copied.";
export const linkCopiedButton = "Link copied";
export const fullMap = "Open the full map";
export const showOnMap = "Show on the map";
export const showOnMapOf = (label) => `Show on the map: ${label}`;
export const openKind = (words, place, count) => `${words} (${place} of ${count})`;
export const wholeWheel = "The whole wheel is shown.";
export const shown = (some, all, ties, every) =>
  `${number(some)} of ${number(all)} entries and ${number(ties)} of ${number(every)} links shown.`;
export const play = "Play";
export const pause = "Pause";
export const everyYear = "every year";
export const quoted = (words) => `‘${words}’`;
export const inYear = (year) => `in ${year}`;
export const inYearFirst = (year) => `In ${year}: `;
export const toEntry = "Go to its entry";
export const linksShown = (name, count) => `${name}: ${links(count)} shown.`;
export const tooMany = "Choose more, or one of the entries, to read its links here.";
export const between = (ties, ends) => `${links(ties)} between ${entries(ends)}.`;
export const named = (title, words) => `${title}: ${words}`;
export const everything = "Everything is shown.";
export const narrowed = (said, words) => `${said} Narrowed: ${words}.`;
export const back = "Back";
export const next = "Next";
export const leaveStory = "Leave the story";
export const step = (place, count) => `Step ${place} of ${count}`;

// A large city, on the page and in the explorer

export const among = (words, other, count) =>
  `${words === other ? `Among ${words}` : `${words} and ${other}`}: ${links(count)}`;
export const gathered = (words, count) => `${words} (${number(count)})`;
export const partOf = (words, count, all, isShort) =>
  `${words} (${number(count)}${isShort ? "/" : " of "}${number(all)})`;
export const rest = "more";
export const restOf = (count) => `${number(count)} more`;
export const restOfKind = (count, words) => `${number(count)} more of ${words}`;
export const moreOf = (words) => `More ${words.toLowerCase()}`;
export const knotName = (words, count, ties) => `${words}, ${entries(count)}, ${links(ties)}`;
export const markName = (words, ties) => `${words}, ${links(ties)}`;
export const entryName = (label, title, ties) => `${label}, ${title}, ${links(ties)}`;
export const allOf = (words, count) => `${words}: all ${number(count)}`;
export const someOf = (words, first, last, count, from, to) =>
  `${words} ${first} to ${last} of ${number(count)}, by name: ${from} to ${to}`;
export const opened = (words) => `Open: ${words}`;
export const everyKindGathered = "Every kind is gathered.";

// The explorer

export const holdStill = "Hold it still";
export const letMove = "Let it move";
export const finding = "Finding a place for each entry near what it is tied to …";
export const drawn = (nodes, ties) => `${nodes} ${nodes === 1 ? "entry" : "entries"} and ${ties} ${ties === 1 ? "link" : "links"}`;
export const all = (words) => `${words}.`;
export const some = (words, nodes, ties) => `${words} shown, of ${nodes} and ${ties}.`;
export const passing = (nodes, ties) => `${number(nodes)} entries and ${number(ties)} links`;
export const passingOf = (words, nodes, ties) => `${words} shown, of ${number(nodes)} and ${number(ties)}`;
export const openedStep = (words, step) => `${words}. Open: ${step}.`;
export const eachGathered = (words) => `${words}. Each kind is gathered into one mark; choose one to open it.`;
export const stepOf = (words, first, last, count) => `${words}, ${first} to ${last} of ${number(count)}`;
export const wholeOf = (words, count) => `${words}, all ${number(count)}`;
export const namesBefore = "‹ Names before";
export const namesAfter = "Names after ›";
export const gatherAgain = "Gather again";
export const chooseKind = "Choose a mark, or a kind to open, or find an entry by its name:";
export const andMore = (count) => `And ${number(count)} more: open a kind to read them one by one.`;
export const moveIt = "Move it";
export const moveItTo = (side) => `Move it ${side}`;
export const sides = { left: "left", up: "up", down: "down", right: "right" };
export const entryOnMap = "Its entry on the map’s page";
export const alsoCalled = (kind, names) => `${kind}, also ${names.join(", ")}`;
export const linkOf = (family, basis) => `link of ${family}; ${basis}`;
export const betweenEnds = "between";
export const source = "source";
export const sources = "sources";
export const nothingSelected = "Nothing is selected";
export const chooseMark = "Choose a mark, a name or a line, or find an entry by its name. These have the most links:";
export const fits = (count) => `${count} ${count === 1 ? "entry fits" : "entries fit"}`;
export const noneFits = "Nothing is called that";
export const tryOneWord = "Try one word of its name.";
export const writeName = "Write a name, or part of one.";
export const chooseInPanel = (words) => `${words}; choose in the panel.`;
export const linksInPanel = (name, count) => `${name}: ${links(count)}, in the panel.`;
export const kindCount = (words, count) => `${words} (${count})`;

// The page for web editors, and the script for the page that holds a frame

export const copy = "Copy";
export const copiedButton = "Copied";
export const copied = "Copied.";
export const selected = "The text is selected: copy it with Ctrl and C.";
export const unheard = (address, origin) =>
  `${address} leads to ${origin}, which is not heard. Give the address after any redirect.`;
