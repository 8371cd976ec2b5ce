// Keeps what is done to the file: every version in this browser, and the file itself in its place.
import { say } from "../../infographic/strings.js";
import { canSaveInPlace, download, held, mayWrite, place, TYPE, write } from "./file_link.js";
import { KeptTexts } from "./kept_texts.js";
import { claim, nameOf, releaseAll } from "./tab_claims.js";

const IN_ONE_GO = 60_000; // what is typed within a minute is one version

export class FileKeeper {
  /** @param {import("./desk_state.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.texts = new KeptTexts();
    /** @type {import("./kept_texts.js").KeptFile | null} */
    this.file = null;
    /** The file on this computer, where the browser can write it. @type {any} */
    this.handle = null;
    /** What that file held when it was last read or written; nothing before the first time. */
    this.saved = "";
    this.first = "";
    this.kept = "";
    /** The version that is being typed. */
    this.typing = { id: 0, since: 0 };
    this.queue = Promise.resolve();
    /** @type {"" | "storageFull" | "notKept"} */
    this.problem = "";
    this.isElsewhere = false;
    /** Whether this browser keeps a version that is newer than what was opened. */
    this.hasNewer = false;
    /** What somebody else wrote into the file meanwhile. @type {string | null} */
    this.theirs = null;
    addEventListener("beforeunload", (event) => this.isUnsaved && event.preventDefault());
    addEventListener("focus", () => void this.look().catch(() => {})); // it is looked at again when it is saved
  }

  get isUnsaved() {
    const { state, drafts, typed } = this.desk;
    return Boolean(state && ((state.changed && state.text !== this.saved) || drafts.size || typed !== null));
  }

  /** Another file is open from now on.
   * @param {any} state
   * @param {{handle?: any, saved?: string, first?: string, file?: import("./kept_texts.js").KeptFile}} from */
  async opened(state, { handle = null, saved = "", first = state.text, file = null }) {
    await this.queue; // or the last change of the file before would be kept as one of this
    releaseAll();
    Object.assign(this, { handle, saved, first, file, kept: state.text, isElsewhere: false, hasNewer: false, theirs: null });
    this.typing = { id: 0, since: 0 };
    if (!saved && !file) return;
    try {
      this.file ??= await this.texts.known(nameOf(state.name, saved), handle);
      const names = [...(saved ? [nameOf(state.name, saved)] : []), ...(this.file ? [`${this.file.id}`] : [])];
      const claims = await Promise.all(names.map(claim));
      this.isElsewhere = claims.includes(false);
      if (this.isElsewhere) this.file = null;
      if (this.file?.saved === nameOf(state.name, state.text)) this.saved = state.text;
      if (this.file && !file) this.hasNewer = (await this.newest(this.file)) !== state.text;
    } catch {
      this.problem = "notKept";
    }
  }

  /** No file is open: another tab may have it. */
  closed() {
    releaseAll();
    Object.assign(this, { handle: null, file: null, isElsewhere: false, hasNewer: false, theirs: null });
  }

  /** @param {import("./kept_texts.js").KeptFile} file */
  async newest(file) {
    const [version] = await this.texts.versions(file.id);
    return this.texts.text(version.id);
  }

  /** Keep a text, and wait until it is kept. @param {{text: string, title: string}} state @param {string} label @param {boolean} [isTyped] */
  keep({ text, title }, label, isTyped = false) {
    if (text === this.kept) return this.queue;
    this.kept = text;
    const { first, typing } = this;
    this.queue = this.queue.then(async () => {
      try {
        this.file ??= this.asFile();
        const { file } = this;
        Object.assign(file, { at: Date.now(), title: title || file.title });
        if (!file.id) await this.texts.add(file, first, say("asOpened"));
        const instead = isTyped && file.at - typing.since < IN_ONE_GO ? typing.id : 0;
        const id = await this.texts.add(file, text, label, instead);
        if (!instead) this.typing = isTyped ? { id, since: file.at } : { id: 0, since: 0 };
        void claim(`${file.id}`);
        this.problem = "";
      } catch (error) {
        this.problem = error?.name === "QuotaExceededError" ? "storageFull" : "notKept";
      }
    });
    return this.queue;
  }

  asFile() {
    const { name, title } = this.desk.state;
    return { name, title: title || name, saved: this.saved ? nameOf(name, this.saved) : "", handle: this.handle, at: Date.now() };
  }

  /** Look whether somebody else has changed the file, and say so. Where it cannot be read, nobody knows. */
  async look() {
    const { handle } = this;
    if (!handle || !this.desk.state) return false;
    try {
      const theirs = await held(handle);
      const { state } = this.desk;
      if (handle !== this.handle) return false; // another file is open by now, or none
      const isOurs = theirs === this.saved || nameOf(state.name, theirs) === this.file?.saved;
      if (isOurs || theirs === state.text) return false;
      this.theirs = theirs;
      this.desk.set({});
      return true;
    } catch (error) {
      if (handle !== this.handle) return false;
      if (error.name !== "NotFoundError") throw error;
      this.handle = null; // it was deleted or moved, so its place is asked for
      return false;
    }
  }

  /** Save the file: in its place, at a new one, or by a download. */
  async save() {
    const { name } = this.desk.state;
    let text = "";
    try {
      // First what the browser allows only right after a press: the program may take its time.
      if (this.handle && !(await mayWrite(this.handle))) return this.desk.set({ said: say("mayNotWrite") });
      const isNew = canSaveInPlace && !this.handle;
      const chosen = isNew ? await place(name) : null;
      if (isNew && !chosen) return undefined;
      await this.desk.settle();
      text = this.desk.state.text;
      if (await this.look()) return undefined;
      if (canSaveInPlace) {
        this.handle ??= chosen ?? (await place(name));
        if (!this.handle) return undefined;
        await write(this.handle, text);
      } else download(name, text, TYPE);
    } catch (error) {
      return this.desk.set({ said: say("notWritten", { reason: error.message }) });
    }
    return this.isSaved(text, say("fileSaved", { name: this.handle?.name ?? name }));
  }

  /** Download the file as it is. */
  async download() {
    await this.desk.settle();
    const { text, name } = this.desk.state;
    download(name, text, TYPE);
    if (!this.handle) await this.isSaved(text, say("fileSaved", { name }));
  }

  /** @param {string} text @param {string} said */
  async isSaved(text, said) {
    this.saved = text;
    void claim(nameOf(this.desk.state.name, text));
    if (this.file?.id) {
      Object.assign(this.file, { saved: nameOf(this.desk.state.name, text), handle: this.handle });
      await this.texts.put(this.file).catch(() => {});
    }
    this.desk.set({ said });
  }

  /** Leave what somebody else wrote: the next time that the file is saved, it is replaced. */
  async replaceTheirs() {
    this.saved = this.theirs;
    this.theirs = null;
    await this.save();
  }
}
