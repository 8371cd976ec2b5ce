// How are two organisations connected? The shortest routes, by the same rule and in the same words as paths.py.
import { data, label } from "../page.js";
import { counted, say } from "../strings.js";
import { fillers, item, paragraph } from "./panel.js";
import { sentenceOf, title } from "./sentences.js";

const MOST = 3;
const { links, nodes, ranks } = data;
const stepsOf = new Map([...nodes.keys()].map((id) => [id, []]));
links.forEach(({ tail, head, rank }, index) => {
  stepsOf.get(tail).push({ number: index + 1, end: head, isForward: true, rank });
  stepsOf.get(head).push({ number: index + 1, end: tail, isForward: false, rank });
});

/** How many links lie between a thing and `end`, for all that are no farther than `until`. */
function distances(end, until) {
  const left = new Map([[end, 0]]);
  let border = [end];
  for (let far = 1; border.length && !left.has(until); far += 1) {
    const reached = new Set(border.flatMap((id) => stepsOf.get(id).map((step) => step.end)));
    border = [...reached].filter((id) => !left.has(id));
    for (const id of border) left.set(id, far);
  }
  return left;
}

/** For each thing, the rank of the least sure link that no shortest way to the end avoids. */
function leastUncertain(left) {
  const uncertainty = new Map();
  for (const [id, far] of left) {
    const nearer = stepsOf.get(id).filter((step) => left.get(step.end) === far - 1);
    const ways = nearer.map((step) => Math.max(step.rank, uncertainty.get(step.end)));
    uncertainty.set(id, ways.length ? Math.min(...ways) : 0);
  }
  return uncertainty;
}

function* walk(route, here, end, left, uncertainty, limit) {
  if (here === end) {
    yield route;
    return;
  }
  for (const step of stepsOf.get(here)) {
    const isNearer = left.get(step.end) === left.get(here) - 1;
    if (isNearer && step.rank <= limit && uncertainty.get(step.end) <= limit) {
      yield* walk([...route, step], step.end, end, left, uncertainty, limit);
    }
  }
}

/** The first shortest routes: by their least sure link, then by the place of their links in the data. */
function shortest(start, end, most) {
  const left = distances(end, start);
  if (!left.has(start)) return null;
  const uncertainty = leastUncertain(left);
  const routes = [];
  for (const limit of ranks) {
    for (const route of walk([], start, end, left, uncertainty, limit)) {
      if (Math.max(0, ...route.map((step) => step.rank)) !== limit) continue;
      routes.push(route);
      if (routes.length === most) return routes;
    }
  }
  return routes;
}

/** The part of the map a thing stands in, called after its best connected member. */
function partOf(id) {
  const members = [...distances(id, null).keys()];
  if (members.length === 1) return say("ownPart");
  const order = (one, other) => stepsOf.get(other).length - stepsOf.get(one).length || (one < other ? -1 : 1);
  const [centre] = members.sort(order);
  return counted("partAround", members.length, { centre: label(centre) });
}

/** The titles of both ends, with their ids where two things have the same. */
function titlesOf(start, end) {
  const isSame = start !== end && title(start) === title(end);
  return [start, end].map((id) => (isSame ? say("toldApart", { entry: title(id), id }) : title(id)));
}

function summaryOf(start, end, found) {
  const [one, other] = titlesOf(start, end);
  if (!found) return say("noRoute", { start: one, startPart: partOf(start), end: other, endPart: partOf(end) });
  const { length } = found[0];
  if (!length) return say("same");
  const routes = counted("routes", Math.min(found.length, MOST));
  return say(found.length > MOST ? "apartCut" : "apart", { steps: counted("steps", length), routes });
}

/** @returns {Chosen} */
export function pathOf(start, end) {
  const found = shortest(start, end, MOST + 1);
  const routes = (found ?? []).slice(0, MOST);
  const steps = routes.flat();
  const [one, other] = titlesOf(start, end);
  return {
    sort: "path",
    pair: [start, end],
    address: { path: `${start},${end}` },
    nodes: new Set([start, end, ...steps.map((step) => step.end)]),
    stops: new Map([[start, 1], ...routes.flatMap((route) => route.map((step, index) => [step.end, index + 2]))]),
    links: new Set(steps.map((step) => step.number)),
    asked: true,
    title: say("howConnected", { start: one, end: other }),
    summary: summaryOf(start, end, found),
    routes: routes.filter((route) => route.length).map((route) => route.map(said)),
  };
}

/** @returns {[string, number]} */
const said = ({ number, isForward }) => [sentenceOf(number, isForward), number];

function routeList(route) {
  const list = document.createElement("ol");
  list.className = "route";
  list.append(...route.map(([sentence, number]) => item(sentence, number)));
  return list;
}

fillers.path = (selection) => ({
  title: selection.title,
  content: [paragraph(selection.summary), ...selection.routes.map(routeList)],
  said: `${selection.title} ${selection.summary}`,
});
