// Where this helper is: on duty in a zone, all over the hall, or off duty; and who else is on the floor.
import { html, useSignal } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { names, say } from "/page/words.js";
import { Button, zoneName } from "/page/helper/parts.js";
import { duty, goOff, goOn, me, mine, view } from "/page/helper/state.js";

function Duty() {
  const open = useSignal(false);
  const on = duty.value;
  if (on === null) return html`<section class="card duty off" aria-labelledby="duty" data-test="duty" data-on="false">
    <h2 id="duty">${say("page.helper.off-duty")}</h2>
    <p class="quiet">${say("page.helper.off-say", { name: me.value })}</p>
    <${Zones} done=${() => (open.value = false)} />
  </section>`;
  return html`<section class="card duty on" aria-labelledby="duty" data-test="duty" data-on="true">
    <h2 id="duty">${icon("helper")}<span>${say("page.helper.on-duty", { zone: placeOf(on.zone) })}</span></h2>
    <p class="others">${others().map((one) => html`<span class="chip" key=${one.name}><bdi dir="auto">${one.name}</bdi> · ${placeOf(one.zone)}${one.busy ? ` · ${say("page.helper.busy")}` : ""}</span>`)}
      ${others().length === 0 && html`<span class="quiet">${say("page.helper.alone")}</span>`}</p>
    <button type="button" class="button" data-test="move" aria-expanded=${open.value} onClick=${() => (open.value = !open.value)}>
      ${icon("map")}<span>${say("page.helper.change")}</span></button>
    ${open.value && html`<${Zones} done=${() => (open.value = false)} />
      <${Button} test="off" sign="sign-out" label=${say("page.helper.go-off")} off=${mine.value !== null}
        onClick=${() => { open.value = false; goOff(); }} />`}
  </section>`;
}

// One big button a zone; the one he is in is marked.
function Zones({ done }) {
  const here = duty.value === null ? undefined : duty.value.zone;
  const choose = (zone) => { done(); goOn(zone); };
  return html`<div class="zones" role="group" aria-label=${say("page.helper.where")}>
    ${view.value.zones.map((zone) => html`<${Button} key=${zone.id} test="zone" sign="map" label=${names(zone.name)}
      aria-pressed=${here === zone.id} data-zone=${zone.id} onClick=${() => choose(zone.id)} />`)}
    <${Button} test="zone" sign="people" label=${say("page.helper.everywhere")} aria-pressed=${here === null} data-zone=""
      onClick=${() => choose(null)} />
  </div>`;
}

const placeOf = (zone) => (zone === null ? say("page.helper.everywhere") : zoneName(zone));
const others = () => view.value.helpers.filter((one) => one.name !== me.value);

export { Duty };
