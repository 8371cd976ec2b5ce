// The measures of the wheel, in units of its view box, from the file that elements.py reads too and explains.
import geometry from "./geometry.json" with { type: "json" };

export const { hub: HUB, priority: PRIORITY, rim: RIM, arc: ARC, gap: GAP, thin: THIN, thick: THICK } = geometry;
export const { rimCurve: RIM_CURVE, spokeCurve: SPOKE_CURVE, overview: OVERVIEW } = geometry;
export const LINE = geometry.line * geometry.font;
