// The text of the file, to type in: a chunk of its own, loaded when somebody opens it. It stands in a shadow tree, where
// its styles need no exception from the content rules of the page.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { suggestions } from "./text_suggestions.js";

/** @typedef {{line: number, text: string, isWarning: boolean}} Mark */

const OURS = Annotation.define(); // a text that came from outside, and was not typed

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--link)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ink)" },
  { tag: [tags.labelName, tags.typeName, tags.keyword, tags.meta], color: "var(--rust)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--card)", color: "var(--ink)", fontSize: ".875rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--quiet)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 8%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--accent-wash)",
  },
  ".cm-tooltip, .cm-panels": { backgroundColor: "var(--card)", color: "var(--ink)", border: "1px solid var(--faded)", fontFamily: "var(--font)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--ink)", color: "var(--card)" },
  ".cm-button": { background: "var(--card)", color: "var(--ink)", border: "1px solid var(--faded)", borderRadius: "8px", minHeight: "32px" },
  ".cm-textfield": { background: "var(--card)", color: "var(--ink)", border: "1px solid var(--faded)", borderRadius: "8px", minHeight: "32px" },
  ".cm-completionDetail": { fontStyle: "normal", color: "inherit", opacity: "0.8" },
});

/**
 * @param {HTMLElement} parent
 * @param {{text: string, label: string, phrases: Record<string, string>, forms: FormOf[], entries: (kind: string) => Promise<Item[]>,
 *   typed: (text: string) => void}} options
 */
export function openTextEditor(parent, { text, label, phrases, forms, entries, typed }) {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: "open" });
  const view = new EditorView({ root, parent: /** @type {any} */ (root), state: stateOf(text) });

  /** @param {string} content */
  function stateOf(content) {
    return EditorState.create({
      doc: content,
      extensions: [
        EditorState.lineSeparator.of(content.includes("\r\n") ? "\r\n" : "\n"), // or it would make all line ends alike
        EditorState.phrases.of(phrases),
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", autocapitalize: "off", spellcheck: "true" }),
        EditorView.lineWrapping,
        indentUnit.of("  "),
        yaml(),
        syntaxHighlighting(colours),
        look,
        lineNumbers(),
        foldGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        search({ top: true }),
        lintGutter(),
        autocompletion({ override: [suggestions(forms, entries)] }),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...lintKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          const isTyped = update.docChanged && !update.transactions.some((one) => one.annotation(OURS));
          if (isTyped) typed(update.state.sliceDoc());
        }),
      ],
    });
  }

  return {
    /** Take a text that came from elsewhere, and change only what differs, so that the place of the reader stays. @param {string} content */
    take(content) {
      if (content === view.state.sliceDoc()) return;
      if (content.includes("\r\n") !== (view.state.lineBreak === "\r\n")) return view.setState(stateOf(content));
      const [old, now] = [view.state.doc.toString(), view.state.toText(content).toString()];
      const { start, end } = common(old, now);
      view.dispatch({
        changes: { from: start, to: old.length - end, insert: view.state.toText(content).slice(start, now.length - end) },
        annotations: [OURS.of(true), Transaction.addToHistory.of(false)],
      });
    },
    /** @param {Mark[]} list */
    mark(list) {
      view.dispatch(setDiagnostics(view.state, list.flatMap((mark) => diagnostic(view.state, mark))));
    },
    /** @param {number} line */
    goTo(line) {
      const { from } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}

/** @param {EditorState} state @param {Mark} mark */
function diagnostic(state, { line, text, isWarning }) {
  if (line < 1 || line > state.doc.lines) return [];
  const { from, to, text: content } = state.doc.line(line);
  /** @type {"warning" | "error"} */
  const severity = isWarning ? "warning" : "error";
  return [{ from: from + (content.length - content.trimStart().length), to, severity, message: text }];
}

/** How much two texts have in common at their start and at their end. @param {string} one @param {string} other */
function common(one, other) {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return { start, end };
}
