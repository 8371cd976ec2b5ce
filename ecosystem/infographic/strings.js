// How a script says something: it fills the patterns that its page carries, which are in the language that the page
// speaks (see view/script_words.py), and counts, lists and sorts as that language does.

/** `data` is the language of the data, on a page whose words are in another. Its texts are marked: see language.py.
    @typedef {{language: string, data?: string, words: Record<string, any>}} Block */

const [SAID, OF_DATA, END] = String.fromCodePoint(0xfdd0, 0xfdd1, 0xfdd2); // not as letters, which HTML forbids

/** @type {Record<string, any>} */
let words;
/** @type {string | undefined} */
let data;
/** @type {Intl.NumberFormat} */
let numbers;
/** @type {Intl.PluralRules} */
let plurals;
/** @type {Intl.Collator} */
let collator;
/** @type {boolean} */
let isRightToLeft;
/** @type {string} */
export let language;

/** Speak a language from now on. @param {Block} block */
export function speak(block) {
  ({ data, words } = block);
  const { language: spoken } = block;
  // British English lists “A, B and C”; pseudo-languages, whose codes start with qp, count and list like it.
  language = spoken === "en" || spoken.startsWith("qp") ? "en-GB" : spoken;
  numbers = new Intl.NumberFormat(language, { numberingSystem: "latn" });
  plurals = new Intl.PluralRules(language);
  collator = new Intl.Collator(language, { numeric: true });
  isRightToLeft = document.documentElement.dir === "rtl";
}

speak(JSON.parse(document.getElementById("words").textContent));

/** A number as the language writes it: 1,234. @param {number} value */
export const number = (value) => numbers.format(value);

/** Names, without an “and”. @param {string[]} names */
export const listed = (names) => marked(SAID, new Intl.ListFormat(language, { type: "unit" }).format(names.map(shown)));

/** The order of names: numbers by their value. */
export const byName = (one, other) => collator.compare(one, other);

/** The language of the data, where it is another. */
export const dataLanguage = data;

export const capital = (text) => text.replace(/[^\ufdd0\ufdd1\u2068]/, (letter) => letter.toUpperCase());

const startsRightToLeft = /^[^\p{L}]*[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}\p{Script=Adlm}]/u;

/** A text that runs in the other direction than the page stays whole: as `isolated` in language.py. */
function isolated(text) {
  if (data) return marked(OF_DATA, text);
  if (text.startsWith("\u2068") || !/\p{L}/u.test(text) || startsRightToLeft.test(text) === isRightToLeft) return text;
  return `\u2068${text}\u2069`;
}

const marked = (mark, text) => (data ? mark + text + END : text);
const shown = (value) => (typeof value === "number" ? number(value) : isolated(value));
const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));

/** A sentence: its pattern, filled. A number gets the separators of the language, so a year is given as text.
    @param {string} key @param {Record<string, string | number>} [values] */
export const say = (key, values = {}) => filled(words[key], values);

/** A sentence in the plural form of a count, which fills `{count}`.
    @param {string} key @param {number} count @param {Record<string, string | number>} [values] */
export const counted = (key, count, values = {}) => filled(words[key][plurals.select(count)], { count, ...values });

// Sentences of links: as in sentences.py

/** A sentence of a link. @param {string} pattern with {0} and {1} for the names @param {string[]} names */
export function sentence(pattern, names) {
  const text = pattern.replace(/\{([01])\}(\ufdd2*)(\.?)/g, (_, place, end, stop) => names[place] + end + (/\.\ufdd2*$/.test(names[place]) ? "" : stop));
  return capital(text);
}

// Texts on a page whose words are in another language than the data

/** The pieces of a text, each with whether it is the data's, as what stands outside all marks is. @returns {[string, boolean][]} */
function runs(text) {
  const whose = [true];
  /** @type {[string, boolean][]} */
  const found = [];
  for (const piece of text.split(/([\ufdd0-\ufdd2])/)) {
    if (piece === END) whose.pop();
    else if (piece === SAID || piece === OF_DATA) whose.push(piece === OF_DATA);
    else if (piece) found.push([piece, whose[whose.length - 1] && /\p{L}/u.test(piece)]);
  }
  // Two texts of the data with but a space between, such as “is a member of” and “the Forum”, are read as one.
  return found.reduce((kept, [piece, isData]) => {
    const [before, last] = kept.slice(-2);
    if (isData && before?.[1] && last[0] === " ") kept.splice(-2, 2, [`${before[0]} ${piece}`, true]);
    else kept.push([piece, isData]);
    return kept;
  }, []);
}

/** A text for the page, in which each name from the data has its language. @param {string} text @returns {(string | Node)[]} */
export function told(text) {
  if (!data) return [text];
  return runs(text).map(([piece, isData]) => {
    if (!isData) return piece;
    const element = document.createElement("bdi");
    element.lang = data;
    element.textContent = piece;
    return element;
  });
}

/** @param {Element} element @param {string} text */
export const tell = (element, text) => element.replaceChildren(...told(text));

/** A text for an attribute, an option or a drawing, which hold no elements. */
export const plain = (text) => (data ? runs(text).map(([piece, isData]) => (isData && startsRightToLeft.test(piece) !== isRightToLeft ? `\u2068${piece}\u2069` : piece)).join("") : text);

/** Return what an element of the page says, for use elsewhere. @param {Node} element @returns {string} */
export function textOf(element) {
  if (!data) return element.textContent;
  if (element.nodeType === Node.TEXT_NODE) {
    const around = element.parentElement?.closest("[lang]");
    return marked(around?.getAttribute("lang") === data ? OF_DATA : SAID, element.textContent);
  }
  return [...element.childNodes].map(textOf).join("");
}
