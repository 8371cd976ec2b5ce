// Find by any name or word of the purpose, accents and case aside.
import { select } from "../page.js";
import { criteria, narrow } from "./filter.js";

const find = document.getElementById("find");
find.addEventListener("input", () => {
  if (find.value.trim()) select(null); // or what is found would be hidden behind it
  narrow({ words: find.value });
});

export function show() {
  if (find.value !== criteria.words) find.value = criteria.words;
}
