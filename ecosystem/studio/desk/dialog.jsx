// A window above the page, which keeps the keyboard until it is closed.
import { useEffect, useId, useRef } from "preact/hooks";

/** @param {{title: string, close: () => void, children: any, isWide?: boolean}} props */
export function Dialog({ title, close, children, isWide = false }) {
  const dialog = useRef(/** @type {HTMLDialogElement} */ (null));
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => before instanceof HTMLElement && before.isConnected && before.focus();
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    close();
  };
  /** A browser closes it all the same when Escape is pressed again: then it comes back if it has to stay. */
  const closed = () => {
    close();
    requestAnimationFrame(() => dialog.current?.open === false && dialog.current.showModal());
  };
  return (
    <dialog ref={dialog} class={isWide ? "wide" : undefined} aria-labelledby={id} onCancel={cancel} onClose={closed}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
