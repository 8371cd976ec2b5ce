// --- what is shown and what is lit

const state = {
  arrangement: "wheel", // how names stand: round the wheel, beside the columns, or free
  moving: false,
  thing: null,
  link: null,
  finds: false, // whether the panel lists what a search has found
  shown: new Set(data.gathers ? [] : nodeOf.keys()), // nodes that are drawn and that no filter hides
  open: null, // in a large city: the kind that is open, and at which step of its names
  litNodes: null,
  litLinks: null,
};

const everyNode = [...nodeOf.keys()];
const everyEdge = [...edgeOf.values()];
const groups = new Map(); // in a large city: what each gathered mark stands for

const isLit = (id) => state.litNodes === null || state.litNodes.has(id);
