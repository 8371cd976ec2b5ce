// Text as it is searched for, by the same rules as folding.py.
import rules from "../folding.json" with { type: "json" };

const marks = new RegExp(rules.marks, "gu");
const letters = new RegExp(`[${Object.keys(rules.letters).join("")}]`, "gu");

/** The words of a text as search compares them: without case, accents, forms of a letter and punctuation. @param {string} text */
export const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(marks, "")
    .toLowerCase()
    .replace(letters, (letter) => rules.letters[letter])
    .replace(marks, "")
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim();
