// How a visit ends, where it is more than "done": accepted, accepted with papers missing, refused; and what its visitor
// was told, on paper or read aloud.
import { html, useEffect, useRef, useState } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { names, say } from "/page/words.js";
import { act, step } from "/page/clerk/acts.js";
import { Form, given } from "/page/clerk/forms.js";
import { Button, Own } from "/page/clerk/parts.js";
import { dialog, service, serviceName, view, windowOf } from "/page/clerk/state.js";

const OWED = ["accepted-incomplete", "refused"]; // outcomes that say what is missing
const DOUBTFUL = ["unknown", "failed"];

function OutcomeForm({ about }) {
  const { outcomes, papers } = service(view.value.ticket?.service) ?? { outcomes: [], papers: [] };
  const others = outcomes.filter((one) => one !== "done");
  const [outcome, choose] = useState(others[0]);
  const [missing, owe] = useState([]);
  const more = useRef(null);
  const owed = OWED.includes(outcome);
  const turn = (paper) => owe(missing.includes(paper) ? missing.filter((one) => one !== paper) : [...missing, paper]);
  const doing = ({ note }) => {
    const other = given(more.current?.value);
    return act("finish", { outcome, missing: owed ? [...missing, ...(other ? [other] : [])] : [], ...(given(note) ? { note: given(note) } : {}) }, about.ticket);
  };
  return html`<${Form} name="outcome" doing=${doing}>
    <fieldset><legend>${say("page.clerk.outcome.how")}</legend><div class="choices">${others.map((one, place) => html`<label key=${one} class="choice">
      <input type="radio" name="outcome" value=${one} checked=${one === outcome} data-first=${place === 0} data-test=${`outcome-${one}`}
        onChange=${() => choose(one)} /><span>${say(`page.clerk.outcome.${one}`)}</span></label>`)}</div></fieldset>
    ${owed && html`<fieldset><legend>${say("page.clerk.outcome.missing")}</legend><div class="papers">
      ${papers.map((paper) => html`<label key=${paper.zh} class="check"><input type="checkbox" data-test="paper" checked=${missing.includes(paper.zh)}
        onChange=${() => turn(paper.zh)} /><span>${names(paper)}</span></label>`)}
      <label class="line-field">${say("page.clerk.outcome.other")}<input ref=${more} maxlength="80" data-test="missing" /></label>
    </div></fieldset>`}
    <label class="line-field">${say("page.clerk.outcome.note")}<input name="note" maxlength="100" data-test="note" /></label>
  <//>`;
}

// The line after such an end: what it was, and whether its slip is out.
function Told() {
  const told = view.value.outcome;
  if (!told || view.value.ticket) return null;
  const doubt = DOUBTFUL.includes(told.hand_over);
  return html`<div class="told ${doubt ? "warn" : ""}" data-test="told">
    ${icon(doubt ? "alert" : "check")}
    <p><b class="number">${told.number}</b> ${say(`page.clerk.outcome.${told.outcome}`)}${told.case && html` · <b data-test="told-case">${told.case}</b>`}
      <br /><span class="quiet">${say(`page.clerk.outcome.slip-${told.hand_over}`)}</span></p>
    <${Button} kind="plain small" test="see-slip" onClick=${() => (dialog.value = { name: "slip", slip: told.slip, number: told.number })}>${say("page.clerk.outcome.read")}<//>
  </div>`;
}

// All that the slip says, to be read to who holds none.
function SlipSheet({ about }) {
  const [slip, show] = useState(null);
  const [trouble, tell] = useState("");
  const read = () => ask("GET", `/slips/${about.slip}`, undefined, { tries: 2 }).then(show, (no) => tell(no.message));
  useEffect(() => void read(), [view.value.outcome?.hand_over]);
  if (!slip) return html`<p role="status">${trouble || say("page.clerk.connecting")}</p>`;
  const collect = slip.collect && (windowOf(slip.collect)?.label ?? slip.collect);
  const again = async () => (await step("slip-again", `/slips/${slip.slip}/reprint`, {})) && read();
  const rows = [
    ["matter", html`<${Own} text=${serviceName(slip.service)} />`],
    ["case", slip.case], ["promised", slip.promised], ["until", slip.missing_until],
    ["collect", collect && say("page.clerk.window", { label: collect })],
  ].filter(([, value]) => value);
  return html`<div class="slip" data-test="slip">
    <p><b class="number">${slip.number}</b> <b>${say(`page.clerk.outcome.${slip.outcome}`)}</b></p>
    <dl>${rows.map(([name, value]) => html`<div key=${name}><dt>${say(`page.clerk.outcome.row-${name}`)}</dt><dd>${value}</dd></div>`)}</dl>
    ${slip.missing.length > 0 && html`<p>${say("page.clerk.outcome.missing")}</p>
      <ul class="bullets">${slip.missing.map((item) => html`<li key=${item.zh}><${Own} text=${item} /></li>`)}</ul>`}
    <p class="quiet" data-test="slip-state">${say(`page.clerk.outcome.slip-${slip.hand_over}`)}</p>
    <div class="ends"><${Button} test="slip-again" off=${slip.hand_over === "pending"} onClick=${again}>${icon("printer")}${say("page.clerk.outcome.again")}<//></div>
  </div>`;
}

export { OutcomeForm, SlipSheet, Told };
