// What is shown and what is lit.
import { data, edgeOf, nodeOf } from "./page.js";

export const state = {
  arrangement: "wheel", // how names stand: round the wheel, beside the columns or a neighbourhood, or free
  moving: false,
  thing: null,
  link: null,
  finds: false, // whether the panel lists what a search has found, or what has no room
  shown: new Set(data.gathers ? [] : nodeOf.keys()), // nodes that are drawn and that no filter hides
  aside: new Set(), // of these, what has no room for the name it needs, and is not drawn
  open: null, // in a large city: the kind that is open, and at which step of its names
  litNodes: null,
  litLinks: null,
  around: null, // the entry that is shown with what it has links with, and nothing else
  looksElsewhere: false, // whether somebody has moved the view of a network that moves
  fitted: 1, // the zoom at which the whole was last shown
  passing: { nodes: new Set(), links: new Set() }, // in a large city: what the filters let through,
  markOfEntry: new Map(), // and which mark stands for an entry
};

export const everyNode = [...nodeOf.keys()];
export const everyEdge = [...edgeOf.values()];
export const groups = new Map(); // in a large city: what each gathered mark stands for

export const isLit = (id) => state.litNodes === null || state.litNodes.has(id);
