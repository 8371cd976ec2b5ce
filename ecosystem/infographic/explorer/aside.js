// What only its name tells apart from others: it is drawn with its name, or not at all and neither are its lines.
import { network } from "./network.js";
import { data, kindOf } from "./page.js";
import { groups, state } from "./state.js";

/** Whether its mark has no number and is like many others: a plan’s, or a priority’s of another plan. A gathered mark has its own words. */
export const needsName = (id) => !groups.has(id) && kindOf(id).needsName === true;

const whole = {};
const drawn = {};

/** Leave marks and their lines out of the picture; vis-network keeps what it draws and hits in two lists, and makes
    them anew when the data change. */
export function setAside(ids) {
  // It draws only what is in view, by boxes that it renews as it draws.
  for (const id of state.aside) network.body.nodes[id]?.updateBoundingBox();
  if (ids.size !== state.aside.size || [...ids].some((id) => !state.aside.has(id))) state.aside = ids;
  const { body } = network;
  const isDrawn = {
    nodeIndices: (id) => !ids.has(id),
    edgeIndices: (id) => isLinkDrawn({ from: body.edges[id].fromId, to: body.edges[id].toId }),
  };
  for (const list of Object.keys(isDrawn)) {
    if (body[list] !== drawn[list]) whole[list] = body[list];
    drawn[list] = ids.size ? whole[list].filter(isDrawn[list]) : whole[list];
    body[list] = drawn[list];
  }
}

/** Whether neither end of a link is left out. */
export const isLinkDrawn = ({ from, to }) => !state.aside.has(from) && !state.aside.has(to);

/** What is left out, in the order of the key and of plans. */
export const leftOut = () => data.network.nodes.map(({ id }) => id).filter((id) => state.aside.has(id));
