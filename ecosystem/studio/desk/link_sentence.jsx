// A link as a sentence: who, how, and with whom.
import { say, sentence } from "../../infographic/strings.js";
import { useContext } from "preact/hooks";
import { FormContext } from "./fields.jsx";
import { Picker } from "./picker.jsx";

/** @param {{values: any, change: (values: any) => void}} props */
export function LinkSentence({ values, change }) {
  const { mistakes, choices } = useContext(FormContext);
  const { nodes, link_types: types } = choices;
  const start = nodes.find((item) => item.id === values.from);
  const end = nodes.find((item) => item.id === values.to);
  const chosen = types.find((one) => one.id === values.type);
  const fits = (one) => (!start || one.from.includes(start.section)) && (!end || one.to.includes(end.section));
  const [fitting, others] = [types.filter(fits), types.filter((one) => !fits(one))];
  const wrong = (name) => mistakes.filter((one) => one.field?.[0] === name);
  const described = (name) => (wrong(name).length ? `f-${name}-wrong` : undefined);
  const note = (name) =>
    wrong(name).length > 0 && (
      <p class="wrong" id={`f-${name}-wrong`}><span class="unseen">{say("mistake")} </span>{wrong(name).map((one) => one.text).join(" ")}</p>
    );
  const choice = (one) => <option key={one.id} value={one.id}>{one.label}</option>;
  return (
    <div class="sentence">
      <p class="told" aria-live="polite">{start || end || chosen ? sentence(`{0} ${chosen?.label ?? "…"} {1}.`, [start?.name ?? "…", end?.name ?? "…"]) : say("linkHelp")}</p>
      <div class="field">
        <label for="f-from">{say("linkFrom")}</label>
        {note("from")}
        <Picker id="f-from" required items={nodes} value={values.from ?? ""} choose={(from) => change({ from: from || undefined })} describedBy={described("from")} invalid={wrong("from").length > 0} />
      </div>
      <div class="field">
        <label for="f-type">{say("linkType")}</label>
        {note("type")}
        <select id="f-type" aria-required="true" aria-describedby={described("type")} aria-invalid={wrong("type").length > 0 || undefined} value={values.type ?? ""} onChange={(event) => change({ type: event.currentTarget.value || undefined })}>
          <option value="">{say("noChoice")}</option>
          {fitting.map(choice)}
          {others.length > 0 && <optgroup label={say("notBetween")}>{others.map(choice)}</optgroup>}
        </select>
      </div>
      <div class="field">
        <label for="f-to">{say("linkTo")}</label>
        {note("to")}
        <Picker id="f-to" required items={nodes} value={values.to ?? ""} choose={(to) => change({ to: to || undefined })} describedBy={described("to")} invalid={wrong("to").length > 0} />
      </div>
    </div>
  );
}
