// What the console and the tests may ask of the page.
export * from "../page.js";
export { criteria, narrow, showAll, unfilter } from "./filter.js";
export { pathOf } from "./paths.js";
export { sentenceOf as sentence } from "./sentences.js";
export { said } from "./status.js";
export { whole } from "./zoom.js";
