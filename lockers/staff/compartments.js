// Every compartment with its state; one that is pressed shows what can be done there.
import { html, signal, useEffect, useRef } from "/page/preact.js";
import { say } from "/page/words.js";
import { Button, Field, Send, State, Trouble, called, held } from "/page/cabinet/parts.js";
import { Counted } from "/page/cabinet/stock.js";
import { at, deposits, lyingIn, newCode, trouble, view } from "/page/cabinet/state.js";

const WRONG = ["uncertain", "fault", "out-of-use"];
const shown = signal(null);

function Compartments() {
  const cells = view.value.compartments;
  const wrong = cells.filter((cell) => WRONG.includes(cell.state)).length;
  return html`<section aria-labelledby="cells" data-test="cells-page"><h2 id="cells">${say("page.cabinet.cells.title")}</h2>
    <p class="quiet">${say("page.cabinet.cells.say", { count: deposits.value.length, wrong })}</p>
    <ul class="cells">${cells.map((cell) => html`<li key=${cell.no}><button type="button" class="cell" data-test="cell" data-no=${cell.no}
      data-state=${cell.state} onClick=${() => open(cell.no)}>
      <span class="head"><span class="number">${cell.no}</span><span class="quiet">${cell.size}${cell.low ? ` · ${say("page.cabinet.cells.low")}` : ""}</span></span>
      <${State} state=${cell.state} /></button></li>`)}</ul>
    ${shown.value !== null && html`<${Sheet} key=${shown.value} cell=${cells.find((cell) => cell.no === shown.value)} />`}
  </section>`;
}

function open(no) {
  trouble.value = null;
  shown.value = no;
}

function Sheet({ cell }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  const { no, state } = cell;
  const deposit = lyingIn(no);
  const shut = () => dialog.current.close();
  return html`<dialog ref=${dialog} class="sheet" aria-labelledby="sheet" data-test="sheet" data-no=${no} data-state=${state}
      onClose=${() => (shown.value = null)}>
    <div class="sheet-head"><h2 id="sheet">${say("page.cabinet.in", { no })}</h2>
      <button type="button" class="button" data-test="shut" onClick=${shut}>${say("page.cabinet.shut")}</button></div>
    <p class="facts"><${State} state=${state} /> <span>${say(`page.cabinet.reading.${cell.door}`)}</span></p>
    ${cell.doubt && html`<p class="banner warn" data-test="doubt"><span>${say(`page.cabinet.doubt.${cell.doubt}`)}</span></p>`}
    ${cell.switch_fault && html`<p class="banner warn" data-test="switch-fault"><span>${say("page.cabinet.sheet.switch-fault")}</span></p>`}
    <${Trouble} />
    <section><h3>${say("page.cabinet.sheet.inside")}</h3><div class="row"><${Counted} cell=${cell} /></div>
      <p class="quiet">${say("page.cabinet.sheet.other")}</p>
      ${deposit?.kind === "result" && html`<${Button} sign="key" test="new-code" label=${say("page.cabinet.collect.new-code")}
        onClick=${async () => { await newCode(deposit); shut(); }} />`}</section>
    <${Marks} no=${no} state=${state} />
    <${Force} no=${no} shut=${shut} deposit=${deposit} />
  </dialog>`;
}

// Broken, to stay empty, or in use again: each with its reason.
function Marks({ no, state }) {
  const form = useRef(null);
  const mark = async (what) => {
    if (!form.current.reportValidity() || held()) return;
    if (await at(no, what, { reason: form.current.elements.reason.value.trim() })) form.current.reset();
  };
  const broken = ["fault", "out-of-use"].includes(state);
  return html`<form class="part" ref=${form} onSubmit=${(event) => { event.preventDefault(); mark(broken ? "repaired" : "fault"); }}>
    <h3>${say("page.cabinet.sheet.use")}</h3>
    <${Field} label=${say("page.cabinet.sheet.reason")} name="reason" required maxlength="200" pattern=".*\\S.*" autocomplete="off" data-test="reason" />
    <div class="acts">
      ${broken && html`<${Send} test="repaired" kind="" label=${say("page.cabinet.sheet.repaired")} />`}
      ${state !== "fault" && html`<${Button} sign="alert" test="fault" label=${say("page.cabinet.sheet.fault")} onClick=${() => mark("fault")} />`}
      ${state !== "out-of-use" && html`<${Button} sign="stop" test="out-of-use" label=${say("page.cabinet.sheet.out-of-use")}
        onClick=${() => mark("out-of-use")} />`}
    </div></form>`;
}

// Two people stand here: the one who is signed in, and the one who gives a password of his own.
function Force({ no, shut, deposit }) {
  const send = async (event) => {
    event.preventDefault();
    if (held()) return;
    const { elements } = event.target;
    const second = { name: elements.second.value.trim(), password: elements.password.value };
    const opened = await at(no, "force-open", { reason: elements.reason.value.trim(), second });
    elements.password.value = "";
    if (opened) shut();
  };
  return html`<form class="part" onSubmit=${send} data-test="force"><h3>${say("page.cabinet.force.title")}</h3>
    <p class="quiet">${say("page.cabinet.force.say")} ${deposit && html`<bdi>${called(deposit)}</bdi>`}</p>
    <${Field} label=${say("page.cabinet.sheet.reason")} name="reason" required maxlength="200" pattern=".*\\S.*" autocomplete="off" data-test="force-reason" />
    <div class="two"><${Field} label=${say("page.cabinet.force.second")} name="second" required maxlength="64" autocomplete="off" data-test="second" />
      <${Field} label=${say("page.cabinet.force.password")} name="password" type="password" required maxlength="200" autocomplete="new-password"
        data-test="second-password" /></div>
    <div class="acts"><${Send} test="force-open" kind="danger" label=${say("page.cabinet.force.go", { no })} /></div></form>`;
}

export { Compartments };
