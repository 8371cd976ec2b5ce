// What the interface knows of the file, and the only way in which it asks the program.
import { createContext } from "preact";
import { useContext, useEffect, useReducer, useRef } from "preact/hooks";
import { say, speak } from "../../infographic/strings.js";
import { ProgramEndedError, restarts } from "../engine.js";
import { FileKeeper } from "./file_keeper.js";
import { asText } from "./kept_texts.js";
import { NEW } from "./routes.js";

/** @typedef {(method: string, ...args: any[]) => Promise<any>} Call */

const SOON = 400;
const TRIES = 2;
const CHOSEN = "studio-language";
const IS_DATA_FILE = /\.ya?ml$/i;

/** The file as it stands, the forms that are filled in and not saved, and what was said last. */
export class Desk {
  /** @param {Call} call */
  constructor(call) {
    this.program = call;
    /** The program, while it is given back what it knew before it ended. @type {Promise<void> | null} */
    this.reviving = null;
    /** @type {any} */
    this.state = null;
    /** @type {FormOf[]} */
    this.forms = [];
    /** @type {Map<string, Draft>} */
    this.drafts = new Map();
    /** The forms that are being saved. @type {Map<string, Promise<any>>} */
    this.saves = new Map();
    /** Counts the texts of the file, so that what was asked about an older one is asked anew. */
    this.version = 0;
    this.said = "";
    this.working = 0;
    this.changed = new Set();
    /** What was asked of this text of the file: `value` is there once it is answered.
     * @type {Map<string, {promise: Promise<any>, value?: any}>} */
    this.answers = new Map();
    /** How often the program has ended at a question about this text of the file. @type {Map<string, number>} */
    this.ends = new Map();
    /** What was typed in the text of the file and has not been sent. @type {string | null} */
    this.typed = null;
    this.sending = Promise.resolve();
    this.changing = Promise.resolve();
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
    restarts.addEventListener("end", () => void (this.reviving = this.revive().finally(() => (this.reviving = null))));
    const { lang } = document.documentElement;
    this.language = lang;
    /** What somebody chose here, or the studio was written in; otherwise it speaks as the file. */
    this.chosenLanguage = chosenBefore() ?? (lang === "en" ? "" : lang);
    if (this.chosenLanguage) void this.speakIn(this.chosenLanguage);
  }

  /** @type {Call} */
  call(method, ...args) {
    return this.reach(method, args, () => {});
  }

  /** Call the program. @param {string} method @param {any[]} args @param {() => void} ended is told if it ends at this */
  async reach(method, args, ended) {
    await this.reviving;
    try {
      return await this.program(method, ...args);
    } catch (error) {
      if (!(error instanceof ProgramEndedError)) throw error;
      if (error.isCause) ended();
      await this.reviving;
      throw new Error(say("startedAgain"));
    }
  }

  /** Give a program that was started again the file as it was. */
  async revive() {
    this.answers.clear();
    if (this.chosenLanguage) await this.program("speak", this.chosenLanguage);
    if (!this.state) return;
    const { name, text } = this.state;
    const state = await this.program("resume", name, text, this.keeper.first);
    this.set({ state, version: this.version + 1 });
  }

  /** Speak a language, or that of the file, from now on in this browser. @param {string} code */
  async chooseLanguage(code) {
    this.chosenLanguage = code;
    try {
      localStorage.setItem(CHOSEN, code);
    } catch {} // then it is chosen again the next time
    await this.speakIn(code);
  }

  /** @param {string} code */
  async speakIn(code) {
    const spoken = await this.call("speak", code);
    if (this.state) await this.work(() => this.call("state"));
    else await this.hear(spoken);
    this.set({});
  }

  /** Take the words of the language that the program speaks. @param {string} language */
  async hear(language) {
    if (language === this.language) return;
    const [{ isRightToLeft, ...block }, forms] = await Promise.all([this.call("words"), this.call("forms")]);
    document.documentElement.lang = language;
    document.documentElement.dir = isRightToLeft ? "rtl" : "ltr";
    speak(block);
    document.title = say("studio");
    this.answers.clear();
    Object.assign(this, { language, forms });
  }

  /** @param {Partial<Desk>} values */
  set(values) {
    Object.assign(this, values);
    for (const listener of this.changed) listener();
  }

  /** Do something to the file, and take what it then says, once this browser keeps it. @param {string} method @param {any[]} args */
  act(method, ...args) {
    return this.change(() => this.call(method, ...args));
  }

  /** @param {() => Promise<any>} task which returns what the file then says */
  change(task) {
    const before = this.changing;
    const changed = this.send().then(() =>
      this.work(async () => {
        const state = await task();
        await this.keeper.keep(state, state.said ?? "");
        return state;
      }),
    );
    this.changing = changed.then(() => before);
    return changed;
  }

  /** Wait until the file has all that was typed and saved. */
  async settle() {
    await this.send();
    while (this.saves.size) await Promise.all(this.saves.values());
    await this.changing;
  }

  /** Open another file. @param {string} method @param {any[]} args @param {object} [from] see FileKeeper.opened */
  async begin(method, args, from = {}) {
    const begun = await this.work(async () => {
      const state = await this.call(method, ...args);
      if (state.refused) return state;
      this.drafts.clear();
      await this.keeper.opened(state, from);
      this.set({ account: state.account?.length ? state.account : null });
      return state;
    });
    this.set({ refused: begun.refused ?? [] });
    return begun;
  }

  /** @param {import("./file_link.js").Chosen} chosen */
  open({ name, bytes, handle }) {
    return this.begin("open", [name, bytes], IS_DATA_FILE.test(name) ? { handle, saved: asText(bytes) } : {});
  }

  /** Say that a file cannot be read, with the reason that the browser gives. @param {Error} error */
  cannotRead({ message }) {
    const text = say("notRead", { reason: message });
    this.set(this.state ? { said: text } : { refused: [{ text }] });
  }

  /** Open a file that this browser keeps. @param {import("./kept_texts.js").KeptFile} file */
  async resume(file) {
    const { texts } = this.keeper;
    const versions = await texts.versions(file.id);
    const [text, first] = await Promise.all([versions[0], versions.at(-1)].map(({ id }) => texts.text(id)));
    const state = await this.begin("resume", [file.name, text, first], { handle: file.handle, first, file });
    // Nobody waits for a slow disk: what it says is a question of its own. It is looked at again when it is saved.
    void this.keeper.look().catch(() => {});
    return state;
  }

  /** Close the file, once its last change is kept. */
  async leave() {
    await this.settle();
    await this.keeper.queue;
    this.drafts.clear();
    this.typed = null;
    this.keeper.closed();
    this.set({ state: null, refused: [] });
  }

  /** Add the changes from a second file. @param {string} name @param {Uint8Array} bytes @param {string} [base] what both were at first */
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

  /** Send what is typed, after what was sent before: while the program is slow, only the last text of many goes to it. */
  send() {
    return (this.sending = this.sending.then(() => this.sendTyped()));
  }

  async sendTyped() {
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
      const before = this.language;
      await this.hear(state.language);
      if (!this.forms.length) this.forms = await this.call("forms");
      const isOther = state.text !== this.state?.text || state.name !== this.state?.name || before !== this.language;
      if (isOther) {
        this.answers.clear();
        this.ends.clear();
      }
      const isRefused = state.refused && !this.state;
      this.set({ state: isRefused ? null : state, version: this.version + (isOther ? 1 : 0), said: state.said ?? "", working: this.working - 1 });
      return state;
    } catch (error) {
      this.set({ working: this.working - 1, said: error.message });
      return { refused: [{ text: error.message }] };
    }
  }

  /** Save a form: what was changed in it, over what the file then has. What is typed meanwhile is kept, since it is not in
   * the file; if it is to be saved too, it follows. @param {string} form @param {string} id @returns {Promise<any>} */
  async saveForm(form, id) {
    this.set({ said: "", working: this.working + 1 }); // what was said is of the save before
    try {
      const key = `${form}/${id}`;
      const before = this.saves.get(key);
      if (before) {
        const state = await before;
        const { id: now } = state.saved ?? { id };
        return this.drafts.has(`${form}/${now}`) ? await this.saveForm(form, now) : state;
      }
      const save = this.saveNow(form, id).finally(() => this.saves.delete(key));
      this.saves.set(key, save);
      return await save;
    } finally {
      this.set({ working: this.working - 1 });
    }
  }

  /** @param {string} form @param {string} id */
  async saveNow(form, id) {
    const changed = this.drafts.get(`${form}/${id}`)?.changed ?? {};
    this.keep(form, id, { changed, mistakes: [], isSaving: true });
    const state = await this.change(async () => {
      const entry = id === NEW ? null : await this.ask("entry", form, id);
      return this.call("save", form, id === NEW ? "" : id, { ...entry?.values, ...changed });
    });
    // The form shows what was typed until it has heard what the file says: or it would show what was there before.
    if (state.saved) await this.ask("entry", form, state.saved.id).catch(() => {});
    const typed = this.drafts.get(`${form}/${id}`)?.changed;
    this.keep(form, id, null);
    const isSaved = !state.refused && typed === changed;
    if (typed && !isSaved) this.keep(form, state.saved?.id ?? id, { changed: typed, mistakes: state.refused ?? [] });
    return state;
  }

  /** Ask something that depends on the file alone; what has ended the program twice is not asked again. @param {string} method @param {any[]} args */
  ask(method, ...args) {
    const key = JSON.stringify([method, ...args]);
    if (!this.answers.has(key)) {
      /** @type {{promise: Promise<any>, value?: any}} */
      const answer = { promise: this.askTwice(key, method, args) };
      this.answers.set(key, answer);
      answer.promise.then(
        (value) => void (answer.value = value),
        () => this.answers.get(key) === answer && this.answers.delete(key),
      );
    }
    return this.answers.get(key).promise;
  }

  /** @param {string} key @param {string} method @param {any[]} args */
  async askTwice(key, method, args) {
    const ends = this.ends.get(key) ?? 0;
    if (ends >= TRIES) throw new Error(say("endedTwice"));
    return this.reach(method, args, () => void this.ends.set(key, ends + 1));
  }

  /** What is known already of what `ask` would answer. @param {Asked} asked */
  known(asked) {
    return this.answers.get(JSON.stringify(asked))?.value;
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

function chosenBefore() {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null;
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

/** @typedef {[method: string, ...args: any[]]} Asked */

/** What the program answers to some questions, once it has answered all of them; the last answers until the next are there.
 * @param {Asked[]} questions @returns {any[] | undefined} */
export function useAnswers(questions) {
  const desk = useDesk();
  const [, draw] = useReducer((count) => count + 1, 0);
  const last = useRef({ of: "", answers: /** @type {any[]} */ ([]) });
  const of = JSON.stringify(questions);
  useEffect(() => {
    let isWanted = true;
    const answered = Promise.all(questions.map((asked) => desk.ask(...asked)));
    answered.then(() => isWanted && draw(0), (error) => isWanted && desk.set({ said: error.message }));
    return () => void (isWanted = false);
  }, [of, desk.version]);
  const answers = questions.map((asked) => desk.known(asked));
  if (!answers.includes(undefined)) last.current = { of, answers };
  return last.current.of === of ? last.current.answers : undefined;
}

/** @param {Asked} asked */
export const useAnswer = (...asked) => useAnswers([asked])?.[0];
