// What the interface knows of the file, and the only way in which it asks the program.
import { createContext } from "preact";
import { useContext, useEffect, useReducer, useState } from "preact/hooks";

/** @typedef {(method: string, ...args: any[]) => Promise<any>} Call */

/** The file as it stands, the forms that are filled in and not saved, and what was said last. */
export class Desk {
  /** @param {Call} call */
  constructor(call) {
    this.call = call;
    /** @type {any} */
    this.state = null;
    /** @type {FormOf[]} */
    this.forms = [];
    /** @type {Map<string, Draft>} */
    this.drafts = new Map();
    /** Counts the texts of the file, so that what was asked about an older one is asked anew. */
    this.version = 0;
    this.said = "";
    this.working = 0;
    this.changed = new Set();
    /** @type {Map<string, Promise<any>>} */
    this.answers = new Map();
  }

  /** @param {Partial<Desk>} values */
  set(values) {
    Object.assign(this, values);
    for (const listener of this.changed) listener();
  }

  /** Do something to the file, and take what it then says. @param {string} method @param {any[]} args */
  async act(method, ...args) {
    this.set({ working: this.working + 1 });
    try {
      const state = await this.call(method, ...args);
      if (!this.forms.length) this.forms = await this.call("forms");
      const isOther = state.text !== this.state?.text || state.name !== this.state?.name;
      if (isOther) this.answers.clear();
      this.set({ state, version: this.version + (isOther ? 1 : 0), said: state.said ?? "", working: this.working - 1 });
      return state;
    } catch (error) {
      this.set({ working: this.working - 1, said: error.message });
      return { refused: [{ text: error.message }] };
    }
  }

  /** Ask something that depends on the file alone. @param {string} method @param {any[]} args */
  ask(method, ...args) {
    const key = JSON.stringify([method, ...args]);
    if (!this.answers.has(key)) this.answers.set(key, this.call(method, ...args));
    return this.answers.get(key);
  }

  /** @param {string} name @returns {FormOf} */
  form(name) {
    return this.forms.find((form) => form.name === name);
  }

  /** @param {string} form @param {string} id @param {Draft | null} draft */
  keep(form, id, draft) {
    if (draft) this.drafts.set(`${form}/${id}`, draft);
    else this.drafts.delete(`${form}/${id}`);
    this.set({});
  }
}

export const DeskContext = createContext(/** @type {Desk} */ (null));

/** The desk, which draws the part anew whenever something changes. */
export function useDesk() {
  const desk = useContext(DeskContext);
  const [, draw] = useReducer((count) => count + 1, 0);
  useEffect(() => {
    const listener = () => draw(0);
    desk.changed.add(listener);
    return () => void desk.changed.delete(listener);
  }, [desk]);
  return desk;
}

/** What the program answers; the last answer until the next is there. @param {string} method @param {any[]} args */
export function useAnswer(method, ...args) {
  const desk = useDesk();
  const [answer, setAnswer] = useState(/** @type {any} */ (undefined));
  const key = JSON.stringify([method, ...args, desk.version]);
  useEffect(() => {
    let isWanted = true;
    desk.ask(method, ...args)?.then((value) => isWanted && setAnswer({ key, value, of: JSON.stringify([method, ...args]) }));
    return () => void (isWanted = false);
  }, [key]);
  return answer?.of === JSON.stringify([method, ...args]) ? answer.value : undefined;
}
