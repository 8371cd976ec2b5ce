// The address holds what is selected and how the map is narrowed; a wrong one is as good as none.
import { data, isFramed, of, select, selection } from "../page.js";
import { say, tell, textOf } from "../strings.js";
import { criteria, narrow } from "./filter.js";
import { pathOf } from "./paths.js";
import { sayAloud } from "./status.js";
import { stopsOf } from "./stops.js";
import { tourAt } from "./tour.js";

const { organisations, nodes, links, years } = data;
const copy = document.getElementById("panel-copy");
const copyLink = textOf(copy);
const shown = document.getElementById("panel-address");
const field = document.getElementById("address");
const known = {
  kind: new Set([...nodes.values()].map((node) => node.kind).filter(Boolean)),
  family: new Set(links.map((link) => link.family)),
  basis: new Set(links.map((link) => link.basis)),
};
const FORM = "#is-this-right="; // opens over the page: see reply.js
let isReading = false;
let view = ""; // what is shown, as its address says it

function written() {
  const { kind, family, basis, year, dated, words } = criteria;
  const parts = { ...selection?.address };
  for (const [name, set] of Object.entries({ kind, family, basis })) if (set.size) parts[name] = [...set].join(",");
  if (year !== null) parts.year = String(year);
  if (year !== null && dated) parts.undated = "out";
  if (words.trim()) parts.find = words.trim();
  const said = new URLSearchParams(parts).toString();
  return said ? "#" + said : "";
}

const isOrganisation = (id) => organisations.includes(id);

function selectionOf(parts) {
  const [from, to] = (parts.get("path") ?? "").split(",");
  if (isOrganisation(from) && isOrganisation(to)) return pathOf(from, to);
  if (isOrganisation(parts.get("stops"))) return stopsOf(parts.get("stops"));
  if (nodes.has(parts.get("show"))) return of(parts.get("show"));
  return tourAt(parts.get("tour"), parts.get("step"));
}

function criteriaOf(parts) {
  const some = (name, of = name) => new Set((parts.get(name) ?? "").split(",").filter((value) => known[of].has(value)));
  const basis = some("basis"); // “standing” in addresses of the first version
  const year = Number(parts.get("year"));
  const isYear = Number.isInteger(year) && year >= years[0] && year <= years[1];
  const words = (parts.get("find") ?? "").slice(0, 100);
  return { kind: some("kind"), family: some("family"), basis: basis.size ? basis : some("standing", "basis"), year: isYear ? year : null, dated: parts.get("undated") === "out", words };
}

function read() {
  const [, hash] = view.split("#"); // WordPress puts a part of its own behind it
  const parts = new URLSearchParams(hash?.includes("=") ? hash : "");
  isReading = true;
  select(selectionOf(parts));
  narrow(criteriaOf(parts));
  isReading = false;
  view = written();
}

/** @param {"pushState" | "replaceState"} how */
function note(how, state, address) {
  try {
    history[how](state, "", address);
  } catch {
    // A frame without an origin of its own may not have addresses: the map works without.
  }
}

/** Only an address of ours says what is shown; `#directory` and its like are places on the page, which show what
    was shown on the way there. The history keeps that with the place, for who comes back to it. */
function arrive() {
  const isPlace = location.hash && (!location.hash.includes("=") || location.hash.startsWith(FORM));
  view = isPlace ? (history.state ?? view) : location.hash;
  if (isPlace) note("replaceState", view);
}

/** An address without what changes many times while one types or the years pass. */
function lasting(address) {
  const parts = new URLSearchParams(address.slice(1));
  for (const name of ["find", "year"]) parts.delete(name);
  return parts.toString();
}

function write() {
  const now = written();
  if (isReading || now === view) return;
  const isAtIt = now || document.activeElement?.matches("#find, .years *"); // or Back undoes “Show everything”
  const isPassing = isAtIt && lasting(now) === lasting(view);
  view = now;
  note(isPassing || isFramed ? "replaceState" : "pushState", null, now || location.pathname + location.search);
}

/** Have the address name the organisation that the form asks now. */
export function ask(id) {
  if (location.hash.startsWith(FORM)) note("replaceState", view, FORM + id);
}

/** Have the address say again what is shown, when the form is closed. */
export function leave() {
  if (location.hash.startsWith(FORM)) note("replaceState", view, written() || location.pathname + location.search);
}

export const current = () => location.href.split("#")[0] + written();

copy.addEventListener("click", async () => {
  const address = current();
  try {
    await navigator.clipboard.writeText(address);
    tell(copy, say("linkCopied"));
    sayAloud(say("linkCopied"));
  } catch {
    shown.hidden = false;
    field.value = address;
    field.focus();
    field.select();
  }
});

export function show() {
  tell(copy, copyLink);
  shown.hidden = true;
  write();
}

window.addEventListener("popstate", () => {
  arrive();
  if (view !== written()) read();
});
/** Show what the address says. */
export function start() {
  arrive();
  read();
}
