// What the interface knows of the file, and the only way in which it asks the program.
import { createContext } from "preact";
import { useContext, useEffect, useReducer, useState } from "preact/hooks";
import { say } from "../../infographic/strings.js";
import { FileKeeper } from "./file_keeper.js";
import { asText } from "./kept_texts.js";

/** @typedef {(method: string, ...args: any[]) => Promise<any>} Call */

const SOON = 400;
const IS_DATA_FILE = /\.ya?ml$/i;

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
    /** What was typed in the text of the file and has not been sent. @type {string | null} */
    this.typed = null;
    this.timer = 0;
    /** A file that was dropped while another is open. @type {import("./file_link.js").Chosen | null} */
    this.offered = null;
    /** What came of a second file: questions, changes, or why it was refused. @type {any} */
    this.merging = null;
    /** Why a file could not be opened. @type {{text: string}[]} */
    this.refused = [];
    /** What became of the contents of another program's file, in sentences. @type {string[] | null} */
    this.account = null;
    this.keeper = new FileKeeper(this);
  }

  /** @param {Partial<Desk>} values */
  set(values) {
    Object.assign(this, values);
    for (const listener of this.changed) listener();
  }

  /** Do something to the file, and take what it then says, once this browser keeps it. @param {string} method @param {any[]} args */
  async act(method, ...args) {
    await this.send();
    return this.work(async () => {
      const state = await this.call(method, ...args);
      await this.keeper.keep(state, state.said ?? "");
      return state;
    });
  }

  /** Open another file. @param {string} method @param {any[]} args @param {object} [from] see FileKeeper.opened */
  begin(method, args, from = {}) {
    return this.work(async () => {
      const state = await this.call(method, ...args);
      this.refused = state.refused ?? [];
      if (state.refused) return state;
      this.drafts.clear();
      await this.keeper.opened(state, from);
      this.set({ account: state.account?.length ? state.account : null });
      return state;
    });
  }

  /** @param {import("./file_link.js").Chosen} chosen */
  open({ name, bytes, handle }) {
    return this.begin("open", [name, bytes], IS_DATA_FILE.test(name) ? { handle, saved: asText(bytes) } : {});
  }

  /** Open a file that this browser keeps. @param {import("./kept_texts.js").KeptFile} file */
  async resume(file) {
    const { texts } = this.keeper;
    const versions = await texts.versions(file.id);
    const [text, first] = await Promise.all([versions[0], versions.at(-1)].map(({ id }) => texts.text(id)));
    const state = await this.begin("resume", [file.name, text, first], { handle: file.handle, first, file });
    await this.keeper.look();
    return state;
  }

  /** Close the file. */
  leave() {
    this.drafts.clear();
    this.typed = null;
    this.set({ state: null, refused: [] });
  }

  /** Take the changes of a second file. @param {string} name @param {Uint8Array} bytes @param {string} [base] what both were at first */
  async merge(name, bytes, base = "") {
    const state = await this.act("merge", name, bytes, base);
    this.set({ merging: { ...state, name } });
    return state;
  }

  /** Take a text that is being typed; it is sent when the typing rests. @param {string} text */
  type(text) {
    this.typed = text;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), SOON);
  }

  async send() {
    const text = this.typed;
    if (text === null) return;
    clearTimeout(this.timer);
    await this.keeper.keep({ text, title: this.state.title }, say("typedText"), true);
    await this.work(() => this.call("set_text", text));
    if (this.typed === text) this.set({ typed: null });
  }

  /** @param {() => Promise<any>} task which returns what the file says */
  async work(task) {
    this.set({ working: this.working + 1, said: "" });
    try {
      const state = await task();
      if (!this.forms.length) this.forms = await this.call("forms");
      const isOther = state.text !== this.state?.text || state.name !== this.state?.name;
      if (isOther) this.answers.clear();
      const isRefused = state.refused && !this.state;
      this.set({ state: isRefused ? null : state, version: this.version + (isOther ? 1 : 0), said: state.said ?? "", working: this.working - 1 });
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
