// The simulated cabinets: every door as it truly is, what somebody could do at it, and what can be wrong with the whole.
import { html, signal, useState } from "/page/preact.js";
import { columns } from "/page/cabinet.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";

const FAULTS = ["power_off", "unplugged", "mute"];
const SENSORS = ["good", "open", "closed"];
const cabinets = signal([]);

export const lookAtCabinets = () => take(fetch("/demo/lockers", { cache: "no-store" }));

const post = (path, body) => take(fetch(path, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
}));

async function take(asked) {
  const answer = await asked;
  if (!answer.ok) return;
  const said = await answer.text();
  if (said !== take.last) cabinets.value = JSON.parse(said).cabinets;
  take.last = said;
}

export const Cabinets = () => cabinets.value.length > 0 && html`
  <section aria-labelledby="cabinets">
    <h2 id="cabinets">${say("page.devices.cabinets")}</h2>
    ${cabinets.value.map((each) => html`<${Cabinet} key=${each.id} ...${each} />`)}
  </section>`;

function Cabinet({ id, compartments, ...faults }) {
  const [chosen, choose] = useState(compartments[0].no);
  const at = `/demo/lockers/${encodeURIComponent(id)}`;
  return html`
    <article class="card cabinet" aria-labelledby=${`cabinet-${id}`} data-test=${`cabinet-${id}`}>
      <div class="about">
        <h3 id=${`cabinet-${id}`}>${icon("lock")} ${say("page.devices.cabinet", { id })}</h3>
        <${Hands} ...${compartments.find(({ no }) => no === chosen) ?? compartments[0]} bank=${id} at=${at} />
        <h4>${say("page.devices.whole-cabinet")}</h4>
        ${FAULTS.map((fault) => html`
          <${Switch} key=${fault} name=${`${id}-${fault}`} on=${faults[fault]} words=${word(fault)}
            turn=${(on) => post(at, { [fault]: on })} />`)}
      </div>
      <div class="front" role="group" aria-label=${say("page.devices.doors")} data-scrolls tabindex="0">
        ${columns(compartments).map((column) => html`
          <div class="column" key=${column[0].no}>
            ${column.map((door) => html`
              <${Door} key=${door.no} ...${door} bank=${id} chosen=${door.no === chosen} choose=${() => choose(door.no)} />`)}
          </div>`)}
      </div>
    </article>`;
}

const word = (name) => say(`page.devices.cabinet-${name.replace("_", "-")}`);

const Door = ({ bank, no, size, open, item, jammed, chosen, choose }) => html`
  <button type="button" class=${`hatch size-${size.toLowerCase()}`} aria-pressed=${chosen} onClick=${choose}
    data-open=${open} data-item=${item} data-test=${`door-${bank}-${no}`}>
    <b class="number">${no}</b>
    <span>${[word(open ? "open" : "shut"), item && word("item"), jammed && word("jammed")].filter(Boolean).join(" · ")}</span>
  </button>`;

// What somebody standing there can do, at the door that was touched.
function Hands({ bank, at, no, size, height_mm, open, item, jammed, sensor }) {
  const name = `${bank}-${no}`;
  const move = (what) => post(`${at}/doors/${no}`, what);
  return html`
    <h4>${say("page.devices.compartment", { no, size, height: height_mm })}</h4>
    <div class="moves">
      <button type="button" class="button" data-test=${`${name}-open`} onClick=${() => move({ open: !open })}>
        ${word(open ? "push-shut" : "pull-open")}</button>
      <button type="button" class="button" data-test=${`${name}-item`} onClick=${() => move({ item: !item })}>
        ${word(item ? "take-out" : "put-in")}</button>
    </div>
    <${Switch} name=${`${name}-jammed`} on=${jammed} words=${word("bolt-jammed")} turn=${(on) => move({ jammed: on })} />
    <label class="choice">${word("sensor")}
      <select data-test=${`${name}-sensor`} value=${sensor} onChange=${(event) => move({ sensor: event.target.value })}>
        ${SENSORS.map((each) => html`<option key=${each} value=${each}>${word(`sensor-${each}`)}</option>`)}
      </select></label>`;
}

const Switch = ({ name, on, words, turn }) => html`
  <label class="switch"><input type="checkbox" role="switch" checked=${on} data-test=${name}
    onChange=${(event) => turn(event.target.checked)} /> ${words}</label>`;
