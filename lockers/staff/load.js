// Putting results in: one, or several whose doors open one after the other.
import { html, signal } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { Button, Field, Send, held } from "/page/cabinet/parts.js";
import { load, view } from "/page/cabinet/state.js";

const BATCH_MAX = 60;
const blank = () => ({ id: (serial += 1), reference: "", size: "", low: false });
let serial = 0;
const rows = signal([blank()]);

const set = (id, change) => (rows.value = rows.value.map((row) => (row.id === id ? { ...row, ...change } : row)));

async function send(event) {
  event.preventDefault();
  if (held()) return;
  const results = rows.value.map(({ reference, size, low }) => ({ reference: reference.trim(), low, ...(size ? { size } : {}) }));
  if (await load(results)) rows.value = [blank()];
}

function Load() {
  const many = rows.value.length > 1;
  return html`<section aria-labelledby="load" data-test="load-page"><h2 id="load">${say("page.cabinet.load.title")}</h2>
    <p class="quiet">${say("page.cabinet.load.say")}</p>
    <form class="loads" onSubmit=${send}>
      ${rows.value.map((row) => html`<${Row} key=${row.id} row=${row} alone=${!many} />`)}
      <div class="acts">
        <${Button} sign="plus" test="more" label=${say("page.cabinet.load.more")} off=${rows.value.length >= BATCH_MAX}
          onClick=${() => (rows.value = [...rows.value, blank()])} />
        <${Send} test="load" label=${many ? say("page.cabinet.load.go-many", { count: rows.value.length }) : say("page.cabinet.load.go")} />
      </div>
    </form></section>`;
}

const Row = ({ row, alone }) => html`<fieldset class="card load" data-test="row"><legend class="unseen">${say("page.cabinet.load.one")}</legend>
  <${Field} label=${say("page.cabinet.load.reference")} value=${row.reference} required maxlength="64" autocomplete="off" data-test="reference"
    onInput=${(event) => set(row.id, { reference: event.target.value })} />
  <label class="field"><span>${say("page.cabinet.load.size")}</span>
    <select data-test="size" value=${row.size} onChange=${(event) => set(row.id, { size: event.target.value })}>
      <option value="">${say("page.cabinet.load.any")}</option>
      ${view.value.sizes.map(({ size, free }) => html`<option key=${size} value=${size}>${say("page.cabinet.load.size-free", { size, free })}</option>`)}
    </select></label>
  <label class="tick"><input type="checkbox" data-test="low" checked=${row.low} onChange=${(event) => set(row.id, { low: event.target.checked })} />
    <span>${say("page.cabinet.load.low")}</span></label>
  ${!alone && html`<button type="button" class="button" data-test="less" onClick=${() => (rows.value = rows.value.filter((one) => one !== row))}>
    ${icon("minus")}<span>${say("page.cabinet.load.less")}</span></button>`}
</fieldset>`;

export { Load };
