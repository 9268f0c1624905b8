// The doors that staff asked for: one after the other, what each does, and what was done there; and codes just given out.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { Button, called } from "/page/cabinet/parts.js";
import { codes, confirm, failed, lyingIn, putAway, reopen, seen, underWay } from "/page/cabinet/state.js";

function Doors() {
  const waiting = underWay.value.filter((visit) => visit.waits);
  const now = underWay.value.filter((visit) => !visit.waits);
  return html`
    ${failed.value.map((visit) => html`<${Failed} key=${visit.id} visit=${visit} />`)}
    ${now.map((visit) => html`<${Door} key=${visit.id} visit=${visit} />`)}
    ${waiting.length > 0 && html`<p class="quiet" data-test="waiting">${say("page.cabinet.waiting", { count: waiting.length })}</p>`}`;
}

// One door: opening, open, or shut and asking what was done. Only what was read of the door is said.
function Door({ visit }) {
  const { compartment: no, state, kind } = visit;
  const brings = kind === "load";
  const deposit = lyingIn(no);
  const asks = state === "opening" ? { opened: "asked", shut: "vouched" }[visit.asks] : null;
  const shown = asks ?? state;
  const words = asks ? asks : state === "opening" ? (visit.pulses > 1 ? "opening-again" : "opening") : state === "open" ? (brings ? "open-load" : "open-take") : "closed";
  return html`<section class="card door" data-test="door" data-no=${no} data-state=${shown} data-kind=${kind} role="status">
    <h2><span class="no-of number">${no}</span>${say(`page.cabinet.door.${shown}`, { no })}</h2>
    ${deposit && html`<p class="what"><bdi>${called(deposit)}</bdi></p>`}
    <p>${say(`page.cabinet.door.${words}-say`)}</p>
    ${asks === "asked" && html`<div class="acts">
      <${Button} sign="check" kind="primary" test="opened" label=${say("page.cabinet.door.opened")} onClick=${() => confirm(visit, "opened")} />
      <${Button} sign="close" test="not-opened" label=${say("page.cabinet.door.not-opened")} onClick=${() => confirm(visit, "not-opened")} />
    </div>`}
    ${(state === "closed" || asks === "vouched") && html`<div class="acts">
      <${Button} sign="check" kind="primary" test=${brings ? "put-in" : "taken"} label=${say(`page.cabinet.door.${brings ? "put-in" : "taken"}`)}
        onClick=${() => confirm(visit, brings ? "put-in" : "taken")} />
      <${Button} sign="close" test="nothing" label=${say(`page.cabinet.door.${brings ? "not-put-in" : "not-taken"}`)}
        onClick=${() => confirm(visit, "nothing")} />
      ${visit.reopen_until && html`<${Button} sign="undo" test="reopen" label=${say("page.cabinet.door.reopen")} onClick=${() => reopen(visit)} />`}
    </div>`}
  </section>`;
}

const Failed = ({ visit }) => html`<div class="banner danger told" role="alert" data-test="failed" data-no=${visit.compartment}>
  ${icon("alert")}<span>${say(`page.cabinet.ended.${visit.state}`, { no: visit.compartment })}</span>
  <button type="button" class="button" onClick=${() => (seen.value = [...seen.value, visit.id])}>${say("page.cabinet.seen")}</button></div>`;

// A code is shown here and nowhere again: a lost one is replaced by a new one.
function Codes() {
  if (codes.value.length === 0) return null;
  return html`<section class="card codes" data-test="codes" aria-labelledby="codes"><h2 id="codes">${icon("key")}${say("page.cabinet.codes.title")}</h2>
    <p class="quiet">${say("page.cabinet.codes.say")}</p>
    <ul class="rows">${codes.value.map((code) => html`<li key=${code.id} class="row" data-test="code">
      <span class="what"><b><bdi>${code.reference}</bdi></b><span class="quiet">${say("page.cabinet.in", { no: code.no })}</span></span>
      <span class="code"><span>${say("page.cabinet.codes.locator")} <b class="number" data-test="locator">${code.locator}</b></span>
        <span>${say("page.cabinet.codes.secret")} <b class="number" data-test="secret">${code.secret}</b></span></span>
      <button type="button" class="button" data-test="put-away" onClick=${() => putAway(code.id)}>${icon("check")}<span>${say("page.cabinet.codes.done")}</span></button>
    </li>`)}</ul></section>`;
}

export { Codes, Doors };
