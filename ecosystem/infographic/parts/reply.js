// Is this right? The sentences about one organisation, each with answers. They end in the reader's mail program or as
// text: nothing is sent from here. Each has a code as tracking/codes.py makes it, which tracking/replies.py reads.
import { byId, data, isCompact, isFramed } from "../page.js";
import { counted, plain, say, tell, textOf } from "../strings.js";
import { ask as writeAddress, leave } from "./address.js";
import { fillWithOrganisations } from "./ask.js";
import { copyOf, fillers } from "./panel.js";
import { sentenceOf, title as titleOf } from "./sentences.js";

const MOST = 1800; // characters of an address that every mail program takes
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const part = (name) => document.getElementById("reply-" + name);
const dialog = document.getElementById("reply");
const [title, as, lines, role, mail, text, copy] = ["title", "as", "lines", "role", "mail", "text", "copy"].map(part);
const address = mail.href;
const canMail = address.startsWith("mailto:") && !isFramed; // the sandbox of a frame opens no mail program
const { organisations, nodes, links, edition } = data;
const isOrganisation = (id) => organisations.includes(id);

/** Signs for a text: the hash FNV-1a, folded once, as in codes.py. */
function signs(letters, length) {
  let hash = 0xcbf29ce484222325n;
  for (const letter of letters) hash = BigInt.asUintN(64, (hash ^ BigInt(letter.charCodeAt(0))) * 0x100000001b3n);
  hash ^= hash >> 32n;
  return Array.from({ length }, (_, place) => SIGNS[Number((hash >> BigInt(5 * place)) & 31n)]).join("");
}

function codeOf(...about) {
  const first = signs(about.join(" "), 8) + edition;
  return first + signs(first, 2);
}

/** Whom an action asks: those that lead it, and those whose plan it is. */
const askedOf = (card) => `${card.dataset.leads} ${card.closest(".plan").dataset.owners}`.split(" ").filter(isOrganisation);

/** What an organisation is asked. */
function questionsOf(id) {
  const card = byId("n-", id);
  const own = codeOf(id, id, nodes.get(id).digest);
  const name = textOf(card.querySelector("h5"));
  const purpose = card.querySelector(".text > p:not([class])");
  const words = say("titled", { title: name, text: textOf(purpose.firstChild ?? purpose) });
  const more = [...card.querySelectorAll(".text > p, .facts")].filter((each) => !each.querySelector("[type]")); // no feed
  /** @type {Question[]} */
  const questions = [{ at: id, code: own, words, shown: name, more }];
  const counts = {};
  links.forEach(({ tail, head, digest }, index) => {
    if ((tail !== id && head !== id) || !digest) return;
    const about = `${tail} ${head} ${digest}`;
    counts[about] = (counts[about] ?? -1) + 1;
    questions.push({ at: index + 1, code: codeOf(id, about, counts[about]), words: sentenceOf(index + 1, tail === id), more: [] });
  });
  for (const action of document.querySelectorAll("#actions article")) {
    if (!askedOf(action).includes(id)) continue;
    const at = action.id.slice(2);
    questions.push({ at, code: codeOf(id, at, nodes.get(at).digest), words: textOf(action.querySelector("h5")), more: action.querySelectorAll(".state, dl") });
  }
  return [...questions, { at: "", code: own, words: say("elseMissing"), more: [] }];
}

function draw(question, place) {
  const field = part("line").content.cloneNode(true).firstElementChild;
  const [legend, choices] = field.children;
  const clear = field.querySelector("button");
  tell(legend, question.shown ?? question.words);
  legend.after(...[...question.more].map(copyOf));
  for (const radio of choices.querySelectorAll("input")) radio.name = "reply-" + place; // an organisation may have a number as its id
  field.id = "reply-to-" + question.at;
  choices.hidden = !question.at;
  clear.addEventListener("click", () => {
    const chosen = field.querySelector(":checked");
    chosen.checked = false;
    chosen.focus();
    count();
  });
  return { ...question, field };
}

const kept = new Map(); // of each organisation that was opened, so that nothing that was answered is lost

/** A text on one line, in which nothing looks like a code. */
const line = (words) => words.replace(/\s+/g, " ").replaceAll("[", "(").replaceAll("]", ")").trim();

/** The answers that were given, each as the lines of a mail. */
function answers() {
  return kept.get(as.value).flatMap(({ at, code, words, field }) => {
    const radios = [...field.querySelectorAll("input")];
    const [right, missing] = [radios[0], radios.at(-1)];
    const written = line(field.querySelector("textarea").value);
    const chosen = at ? radios.find((radio) => radio.checked) : written && missing;
    field.querySelector("button").hidden = !chosen;
    field.querySelector(".words").hidden = at && (!chosen || chosen === right);
    if (!chosen) return [];
    const answer = `${plain(say("answer"))} ${chosen.value}`;
    return [`- ${line(plain(words))}\n  [${code}] ${chosen === right || !written ? answer : `${answer}: ${written}`}`];
  });
}

let said = "";

/** Say how it stands, once: whoever types need not hear it again with every letter. */
function report(words) {
  if (words !== said) tell(part("count"), words);
  said = words;
}

/** Say how much is answered, and offer the mail or, where there can be none, the text. */
function count() {
  const given = answers();
  const own = [part("role-words").textContent, line(role.value)].join(" ");
  const heading = (name) => plain(say("askedOf", { name }));
  text.value = [heading(textOf(byId("n-", as.value).querySelector("h5"))), ...given, own].join("\n\n");
  const body = text.value.replaceAll("\n", "\r\n");
  const more = new URLSearchParams({ subject: heading(document.title), body }).toString().replaceAll("+", "%20");
  mail.href = `${address}${address.includes("?") ? "&" : "?"}${more}`;
  const isLong = mail.href.length > MOST;
  mail.hidden = !given.length || !canMail || isLong;
  part("long").hidden = !given.length || !canMail || !isLong;
  text.hidden = !given.length || !mail.hidden;
  copy.hidden = !given.length;
  report(counted("answers", given.length));
}

/** Ask an organisation. */
function ask(id) {
  if (!kept.has(id)) kept.set(id, questionsOf(id).map(draw));
  as.value = id;
  lines.replaceChildren(...kept.get(id).map(({ field }) => field));
  count();
}

/** Open the form where an address says so; close it where none does. */
function arrive(hash) {
  const parts = new URLSearchParams(hash.slice(1));
  const id = parts.get("is-this-right");
  if (!isOrganisation(id)) return dialog.close();
  if (!as.length) fillWithOrganisations(as);
  ask(id);
  if (isCompact) document.getElementById("panel").after(dialog); // where the reader is in a frame as high as the page
  if (!dialog.open) isCompact ? dialog.show() : dialog.showModal();
  const radio = document.getElementById("reply-to-" + parts.get("at"))?.querySelector(".choices:not([hidden]) input");
  (radio ?? title).focus();
  radio?.closest("fieldset").scrollIntoView({ block: "center" });
}

/** A way in: to what is said of an organisation, or to one sentence of it. */
function wayTo(id, at, words) {
  const way = document.createElement("a");
  way.className = "is-right";
  way.href = `#is-this-right=${id}&at=${at}`;
  if (words) tell(way, words);
  else way.title = title.textContent;
  return way;
}

/** The way in for an entry as a whole. @returns {Element[]} */
function waysOf(card) {
  const at = card.id.slice(2);
  const id = isOrganisation(at) ? at : card.dataset.leads && askedOf(card)[0];
  return id ? [wayTo(id, at, textOf(title))] : [];
}

/** Give each link of an entry a way in, when its list is opened. A link has its number at one end; at the other its line
    is known by the name of that end, the longest first, since a name may hold another. */
function addToLinks(card) {
  const at = card.id.slice(2);
  if (card.querySelector("li .is-right")) return;
  const lines = [...card.querySelectorAll(".links li")];
  const numbered = lines.map(({ dataset }) => Number(dataset.l));
  const other = ({ tail, head }) => plain(titleOf(tail === at ? head : tail));
  const left = links.map((link, index) => ({ ...link, number: index + 1 })).filter(({ tail, head }) => tail === at || head === at)
    .sort((one, next) => other(next).length - other(one).length);
  lines.forEach((line, place) => {
    const isOf = (link) => (numbered[place] ? numbered[place] === link.number : !numbered.includes(link.number) && line.textContent.includes(other(link)));
    const link = left.find(isOf);
    if (!link) return;
    left.splice(left.indexOf(link), 1);
    const id = [at, link.tail, link.head].find(isOrganisation);
    if (id && link.digest) line.append(" ", wayTo(id, link.number));
  });
}

for (const card of document.querySelectorAll("article.card[id]")) card.append(...waysOf(card));
document.addEventListener("toggle", ({ target }) => {
  const card = target.closest("article.card[id]");
  if (card && target.closest("[open]")) addToLinks(card);
}, true);

const { entry } = fillers;
fillers.entry = (selection) => {
  const card = byId("n-", selection.id);
  addToLinks(card);
  const filled = entry(selection);
  return { ...filled, content: [...filled.content, ...waysOf(card)] };
};

dialog.addEventListener("input", count);
dialog.addEventListener("close", leave);
dialog.addEventListener("keydown", (event) => {
  event.stopPropagation(); // what is selected on the page stays
  if (event.key === "Escape" && isCompact) dialog.close();
});
as.addEventListener("input", () => {
  ask(as.value); // the keyboard stays in the box: its arrows go from one organisation to the next
  writeAddress(as.value);
});
part("close").addEventListener("click", () => dialog.close());
part("print").hidden = isFramed;
part("print").addEventListener("click", () => dialog.open && print());
copy.addEventListener("click", async () => {
  const isCopied = !isFramed && (await navigator.clipboard?.writeText(text.value).then(() => true, () => false)); // a frame may not
  if (isCopied) return report(say("copied"));
  text.hidden = false;
  text.focus();
  text.select();
});
document.addEventListener("click", (event) => {
  const way = event.target.closest(".is-right");
  if (!way || !isCompact) return;
  event.preventDefault();
  event.stopPropagation(); // or it would leave the frame
  arrive(way.hash);
}, true);
window.addEventListener("popstate", () => arrive(location.hash));

export const start = () => arrive(location.hash);
