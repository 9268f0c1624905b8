// Cases in this hall: those of this window, overdue ones, or by number; each with its way so far and what can be done next.
import { html, useEffect, useState } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { names, say } from "/page/words.js";
import { step } from "/page/clerk/acts.js";
import { Button, Own, timeOfDay } from "/page/clerk/parts.js";
import { hall, place, serviceName, windowOf } from "/page/clerk/state.js";

const LISTS = ["open", "ready", "overdue"];
const NOTES = ["for-review", "for-signature", "for-correction", "for-issue", "other"];
const OVER = ["issued", "returned", "withdrawn"];

function Cases() {
  const [wanted, want] = useState({ list: "open", q: "" });
  const [found, show] = useState(null); // a page of cases, or {text} of why there is none
  const [chosen, choose] = useState(null); // the number of the one looked at
  const read = () => ask("GET", `/cases?${query(wanted)}`, undefined, { tries: 2 }).then(show, (no) => show({ text: no.message }));
  useEffect(() => void read(), [wanted, chosen]);
  if (chosen) return html`<${One} number=${chosen} back=${() => choose(null)} />`;
  return html`<div class="cases" data-test="cases">
    <div class="choices">${LISTS.map((list) => html`<label key=${list} class="choice"><input type="radio" name="list" checked=${wanted.list === list}
      data-test=${`list-${list}`} onChange=${() => want({ ...wanted, list })} /><span>${say(`page.clerk.case.list-${list}`)}</span></label>`)}</div>
    <label class="line-field">${say("page.clerk.case.number")}<input inputmode="numeric" maxlength="16" autocomplete="off" data-first data-test="case-number"
      onInput=${(event) => /^[0-9-]*$/.test(event.target.value) && want({ ...wanted, q: event.target.value })} /></label>
    <div role="status">${found?.text ?? (found && say("page.clerk.case.count", { count: found.total }))}</div>
    <ul class="scroll" data-scrolls tabindex="0" aria-label=${say("page.clerk.dialog.cases")}>${(found?.cases ?? []).map((one) => html`<li key=${one.id}>
      <button type="button" class="button plain case" data-test="case" onClick=${() => choose(one.id)}>
        <b class="number">${one.id}</b><${Own} text=${serviceName(one.service)} /><span class="quiet">${whereIs(one)}</span><${Due} one=${one} /></button></li>`)}</ul>
    ${found?.next != null && html`<p class="quiet">${say("page.clerk.more", { count: found.total - found.cases.length })}</p>`}
  </div>`;
}

const query = ({ list, q }) => new URLSearchParams({
  limit: "30", ...(list === "overdue" ? { overdue: "true", state: "open" } : { state: list }), ...(q ? { q } : {}),
});

function whereIs({ place: { kind, id } }) {
  if (kind === "window") return say("page.clerk.window", { label: windowOf(id)?.label ?? id });
  if (kind === "office") return names(office(id)?.name ?? id);
  return say(`page.clerk.case.in-${kind}`, { id });
}

const office = (id) => hall.value?.offices.find((each) => each.id === id);

function Due({ one }) {
  if (one.days_late > 0) return html`<span class="late">${icon("alert")}${say("page.clerk.case.late", { days: one.days_late })}</span>`;
  return html`<span class="quiet">${one.due ? say("page.clerk.case.due", { day: one.due }) : say(`page.clerk.case.is-${one.state}`)}</span>`;
}

// One case: how it stands, what may be done with it here, and every hand it went through.
function One({ number, back }) {
  const [one, show] = useState(null);
  const [doing, choose] = useState(null);
  const [trouble, tell] = useState("");
  const read = () => ask("GET", `/cases/${number}`, undefined, { tries: 2 }).then(show, (no) => tell(no.message));
  useEffect(() => void read(), [number]);
  if (!one) return html`<p role="status">${trouble || say("page.clerk.connecting")}</p>`;
  const take = async (name, body = {}) => {
    if (await step(`case-${name}`, `/cases/${number}/${name}`, body)) choose(null);
    await read();
  };
  const at = `${one.place.kind}/${one.place.id}`;
  return html`<div class="case-sheet" data-test="case-sheet" data-state=${one.state}>
    <p><b class="number">${one.id}</b> <b data-test="case-state">${say(`page.clerk.case.is-${one.state}`)}</b> <${Due} one=${one} /></p>
    <p><${Own} text=${serviceName(one.service)} /> · ${whereIs(one)}</p>
    ${one.missing.length > 0 && html`<p>${say("page.clerk.outcome.missing")} ${one.missing_until && say("page.clerk.case.until", { day: one.missing_until })}</p>
      <ul class="bullets">${one.missing.map((item) => html`<li key=${item.zh}><${Own} text=${item} /></li>`)}</ul>`}
    <div class="choices">${possible(one).map((name) => html`<${Button} key=${name} kind="small" test=${`case-${name}`}
      onClick=${() => (ASKS.includes(name) ? choose(name) : take(name, { ready: { from: at }, issue: { from: at, window: place } }[name]))}>${say(`page.clerk.case.do-${name}`)}<//>`)}</div>
    ${doing && html`<${Ask} name=${doing} send=${(body) => take(doing === "courier" ? "issue" : doing, body)} from=${at} />`}
    <h3>${say("page.clerk.case.way")}</h3>
    <ol class="way scroll" data-scrolls tabindex="0" aria-label=${say("page.clerk.case.way")}>${one.steps.map((each) => html`<li key=${each.at + each.step}>
      <span class="quiet">${each.at.slice(5, 10)} ${timeOfDay(each.at)}</span> <b>${say(`page.clerk.case.step-${each.step}`)}</b>
      ${each.to_place && each.step === "passed" && html` → ${whereIs({ place: placeOf(each.to_place) })}`}${" "}<bdi class="quiet">${each.by.split(":").pop()}</bdi></li>`)}</ol>
    <div class="ends"><${Button} test="case-back" onClick=${back}>${say("page.clerk.case.back")}<//></div>
  </div>`;
}

const ASKS = ["pass", "courier", "return", "withdraw"];

function placeOf(written) {
  const [kind, ...id] = written.split("/");
  return { kind, id: id.join("/") };
}

// What this window may do with it as it stands; the rules have the last word.
function possible(one) {
  if (OVER.includes(one.state) || one.place.kind === "locker") return [];
  const here = one.place.kind === "window" && one.place.id === place;
  if (one.place.kind === "window" && !here) return [];
  const ready = one.state === "ready";
  return [
    ...(one.missing.length ? ["complete"] : []), ...(!ready && !one.missing.length ? ["ready"] : []),
    ...(ready && here ? ["issue"] : []), ...(ready ? ["courier"] : []), "pass", "return", "withdraw",
  ];
}

function Ask({ name, send, from }) {
  const [to, choose] = useState("");
  const submit = (event) => {
    event.preventDefault();
    const said = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value.trim()));
    if (name !== "pass") return send(name === "courier" ? { ...said, from } : said);
    const [kind, ...id] = to.split(":");
    return to && send({ [kind]: id.join(":"), ...said, from });
  };
  return html`<form class="case-ask" onSubmit=${submit}>
    ${name === "pass" && html`<label class="line-field">${say("page.clerk.case.to")}
      <select value=${to} data-test="case-to" onChange=${(event) => choose(event.target.value)}><option value="">—</option>
        <optgroup label=${say("page.clerk.case.offices")}>${hall.value?.offices.map((each) => html`<option key=${each.id} value=${`office:${each.id}`}>${names(each.name)}</option>`)}</optgroup>
        <optgroup label=${say("page.clerk.case.windows")}>${hall.value?.windows.map((each) => html`<option key=${each.id} value=${`window:${each.id}`}>${say("page.clerk.window", { label: each.label })}</option>`)}</optgroup>
      </select></label>
      <label class="line-field">${say("page.clerk.case.what-for")}<select name="note"><option value="">—</option>
        ${NOTES.map((note) => html`<option key=${note} value=${note}>${say(`page.clerk.case.note-${note}`)}</option>`)}</select></label>`}
    ${name === "courier" && html`<label class="line-field">${say("page.clerk.case.tracking")}<input name="tracking" required pattern="[A-Za-z0-9\\-]{4,40}" data-test="tracking" /></label>`}
    ${["return", "withdraw"].includes(name) && html`<label class="line-field">${say("page.clerk.reason.why")}<input name="reason" maxlength="100" data-test="case-reason" /></label>`}
    <button type="submit" class="button primary" data-test="case-confirm">${say(`page.clerk.case.do-${name}`)}</button>
  </form>`;
}

// The way to the list.
const CasesButton = ({ open }) => html`<${Button} kind="plain small" test="open-cases" onClick=${open}>${icon("paper")}${say("page.clerk.cases")}<//>`;

export { Cases, CasesButton };
