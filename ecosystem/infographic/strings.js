// How a script says something: it fills the patterns that its page carries, which are in the language that the page
// speaks (see view/script_words.py), and counts, lists and sorts as that language does.

/** @type {{language: string, words: Record<string, any>}} */
const { language: spoken, words } = JSON.parse(document.getElementById("words").textContent);

/** British English lists “A, B and C”; pseudo-languages, whose codes start with qp, count and list like it. */
export const language = spoken === "en" || spoken.startsWith("qp") ? "en-GB" : spoken;

const numbers = new Intl.NumberFormat(language, { numberingSystem: "latn" });
const plurals = new Intl.PluralRules(language);
const collator = new Intl.Collator(language, { numeric: true });

/** A number as the language writes it: 1,234. @param {number} value */
export const number = (value) => numbers.format(value);

/** Names, without an “and”. @param {string[]} names */
export const listed = (names) => new Intl.ListFormat(language, { type: "unit" }).format(names);

/** The order of names: numbers by their value. */
export const byName = (one, other) => collator.compare(one, other);

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const isRightToLeft = document.documentElement.dir === "rtl";
const startsRightToLeft = /^[^\p{L}]*[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}\p{Script=Adlm}]/u;

/** A text that runs in the other direction than the page stays whole: as `isolated` in language.py. */
function isolated(text) {
  if (text.startsWith("\u2068") || !/\p{L}/u.test(text) || startsRightToLeft.test(text) === isRightToLeft) return text;
  return `\u2068${text}\u2069`;
}

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
  const text = pattern.replace(/\{([01])\}(\.?)/g, (_, place, stop) => names[place] + (names[place].endsWith(".") ? "" : stop));
  return capital(text);
}
