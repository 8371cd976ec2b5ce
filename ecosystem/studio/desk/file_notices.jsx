// What an editor should know of the file just now, and what is asked when a file is dropped or was changed elsewhere.
import { useEffect } from "preact/hooks";
import { say } from "../../infographic/strings.js";
import { useDesk } from "./desk_state.js";
import { Dialog } from "./dialog.jsx";
import { dropped } from "./file_link.js";
import { MergeDialog } from "./merge_dialog.jsx";
import { address, goTo } from "./routes.js";

export function FileNotices() {
  const { keeper } = useDesk();
  return (
    <>
      {keeper.problem && <p class="notice" role="alert">{keeper.problem === "storageFull" ? say("storageFull") : say("notKept")}</p>}
      {keeper.isElsewhere && <p class="notice" role="status">{say("openElsewhere")}</p>}
      {keeper.hasNewer && <p class="notice" role="status"><a href={address("file")}>{say("keptNewer")}</a></p>}
    </>
  );
}

/** A file may be dropped anywhere. */
export function useDropping() {
  const desk = useDesk();
  useEffect(() => {
    /** A text may be dropped into a box. */
    const isText = ({ dataTransfer: { items }, target }) => ![...items].some(({ kind }) => kind === "file") && target.closest("input, textarea");
    const over = (event) => isText(event) || event.preventDefault();
    const drop = async (event) => {
      if (isText(event)) return;
      event.preventDefault();
      const chosen = await dropped(event.dataTransfer).catch((error) => desk.cannotRead(error));
      if (!chosen) return;
      if (desk.state) desk.set({ offered: chosen });
      else {
        const state = await desk.open(chosen);
        if (!state.refused) goTo(state);
      }
    };
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, [desk]);
}

export function FileDialogs() {
  const { account, keeper, offered, merging } = useDesk();
  if (account) return <Account />;
  if (merging) return <MergeDialog />;
  if (keeper.theirs !== null) return <ChangedElsewhere />;
  return offered && <Offered />;
}

function Account() {
  const desk = useDesk();
  const close = () => desk.set({ account: null });
  return (
    <Dialog title={say("account")} close={close}>
      <ul class="hanging">{desk.account.map((line) => <li key={line}>{line}</li>)}</ul>
      <div class="actions"><button type="button" class="main" onClick={close}>{say("close")}</button></div>
    </Dialog>
  );
}

function Offered() {
  const desk = useDesk();
  const { name, bytes } = desk.offered;
  const close = () => desk.set({ offered: null });
  const merge = () => {
    close();
    void desk.merge(name, bytes);
  };
  const open = async () => {
    const chosen = desk.offered;
    close();
    const state = await desk.open(chosen);
    if (state.refused) desk.set({ merging: { name, refused: state.refused } });
    else goTo(state);
  };
  return (
    <Dialog title={name} close={close}>
      <p>{say("offeredHelp")}</p>
      <div class="actions">
        <button type="button" class="main" onClick={merge}>{say("takeChanges")}</button>
        <button type="button" onClick={open}>{say("openInstead")}</button>
        <button type="button" onClick={close}>{say("cancel")}</button>
      </div>
    </Dialog>
  );
}

function ChangedElsewhere() {
  const desk = useDesk();
  const { keeper, state } = desk;
  const close = () => {
    keeper.theirs = null;
    desk.set({});
  };
  const merge = async () => {
    const { theirs, saved } = keeper;
    close();
    const merged = await desk.merge(state.name, new TextEncoder().encode(theirs), saved);
    if (!merged.refused) keeper.saved = theirs;
  };
  return (
    <Dialog title={say("changedElsewhere", { name: state.name })} close={close}>
      <p>{say("changedElsewhereHelp")}</p>
      <div class="actions">
        <button type="button" class="main" onClick={merge}>{say("takeChanges")}</button>
        <button type="button" class="careful" onClick={() => keeper.replaceTheirs()}>{say("replaceTheirs")}</button>
        <button type="button" onClick={close}>{say("decideLater")}</button>
      </div>
    </Dialog>
  );
}
