// Where the reader is: a part of the interface, and the entry whose form is open. It stands in the address.
import { useEffect, useState } from "preact/hooks";

export const NEW = "+";

/** @param {string} part @param {string} [id] @param {(string | number)[]} [field] */
export const address = (part, id, field = []) =>
  `#/${[part, ...(id === undefined ? [] : [`.${id}`]), ...field].map((step) => encodeURIComponent(String(step))).join("/")}`;

/** @returns {Route} */
function here() {
  const [part = "", id, ...field] = location.hash.replace(/^#\/?/, "").split("/").map(read);
  return { part, id: id?.startsWith(".") ? id.slice(1) : id, field: field.map((step) => (/^\d+$/.test(step) ? Number(step) : step)) };
}

/** @param {string} step */
function read(step) {
  try {
    return decodeURIComponent(step);
  } catch {
    return "";
  }
}

/** @param {string} part @param {string} [id] @param {(string | number)[]} [field] */
export function go(part, id, field) {
  const to = address(part, id, field);
  if (to === location.hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = to;
}

/** Go to what a file that was opened can be edited by. @param {{readable: boolean}} state */
export const goTo = (state) => go(state.readable ? "organisations" : "text");

/** Whether an entry is open, so that what took its time moves nobody who has gone on. @param {string} part @param {string} id */
export function isAt(part, id) {
  const place = here();
  return place.part === part && (place.id ?? "") === id;
}

/** Take the place of the address that is shown, as when a new entry gets its id. @param {string} part @param {string} id */
export function rename(part, id) {
  history.replaceState(null, "", address(part, id));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

/** @returns {Route} */
export function usePlace() {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const listener = () => setPlace(here());
    addEventListener("hashchange", listener);
    return () => removeEventListener("hashchange", listener);
  }, []);
  return place;
}
