// What may stand at a place in the text of the file: fields, and the ids, kinds and words that a field takes.

/** @typedef {{section: string, parent: string, field: string, typed: string}} Spot where the cursor stands */

const SECTION = /^([a-z_]+):/;
const VALUE = /(?:^|[{,]|-\s)\s*([a-z_]+):\s+(?:\[(?:[^\]{}]*,)?\s*)?([\w.-]*)$/;
const ITEM = /^\s*-\s+([\w.-]*)$/;
const KEY = /(?:^\s*|[{,]\s*|-\s+)([a-z_]*)$/;

/** Read where the cursor stands from the lines up to it. @param {string[]} lines @returns {Spot | null} */
export function spotOf(lines) {
  const before = lines.at(-1);
  if (/(^|\s)#/.test(before)) return null;
  const above = lines.slice(0, -1);
  const indent = before.search(/\S|$/);
  const section = SECTION.exec(above.findLast((line) => SECTION.test(line)) ?? "")?.[1] ?? "";
  const parent = /^\s*(?:-\s+)?([a-z_]+):\s*$/.exec(above.findLast((line) => line.trim() && line.search(/\S/) < Math.max(indent, 1)) ?? "")?.[1] ?? "";
  const value = VALUE.exec(before);
  if (value) return { section: indent || before.startsWith("-") ? section : "", parent, field: value[1], typed: value[2] };
  const item = ITEM.exec(before);
  if (item && parent !== section) return { section, parent, field: parent, typed: item[1] };
  const key = KEY.exec(before);
  return key && { section: indent ? section : "", parent, field: "", typed: key[1] };
}

/** @param {FormOf[]} forms @param {(kind: string) => Promise<Item[]>} entries */
export function suggestions(forms, entries) {
  const sections = forms.flatMap((form) => form.sections.map((name) => ({ label: name, detail: form.label, apply: `${name}:` })));

  return async (/** @type {import("@codemirror/autocomplete").CompletionContext} */ context) => {
    const { doc } = context.state;
    const last = doc.lineAt(context.pos);
    const lines = [...doc.iterLines(1, last.number), last.text.slice(0, context.pos - last.from)];
    const spot = spotOf(lines);
    if (!spot || (!spot.typed && !spot.field && !context.explicit)) return null;
    const options = await optionsAt(spot);
    return options.length ? { from: context.pos - spot.typed.length, options, validFor: /^[\w.-]*$/ } : null;
  };

  /** @param {Spot} spot */
  async function optionsAt({ section, parent, field, typed }) {
    const form = forms.find((one) => one.sections.includes(section) || one.name === section);
    if (!form) return field || !typed ? [] : sections;
    const within = form.fields.find((one) => one.name === parent)?.fields ?? form.fields;
    if (!field) return within.map((one) => ({ label: one.name, detail: one.label, info: one.help, apply: `${one.name}: ` }));
    const known = within.find((one) => one.name === field) ?? form.fields.flatMap((one) => one.fields ?? []).find((one) => one.name === field);
    if (known?.choices) return known.choices.map(({ value, label }) => ({ label: value, detail: label }));
    if (!known?.refers) return [];
    return (await entries(known.refers)).map(({ id, name }) => ({ label: id, detail: name }));
  }
}
