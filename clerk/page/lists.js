// The lists beside the line: how many by service, who missed a call, who is held, and what needs a hand in the hall.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { has, say } from "/page/words.js";
import { bringBack, seeAlarm } from "/page/clerk/acts.js";
import { Button, Own, timeOfDay } from "/page/clerk/parts.js";
import { live, serviceName, view } from "/page/clerk/state.js";

function Lanes() {
  const { lanes } = view.value;
  return html`<section class="card group lanes" aria-labelledby="lanes" data-test="lanes">
    <h2 id="lanes">${say("page.clerk.lanes")}</h2>
    ${lanes.length > 0 && html`<ul class="scroll" data-scrolls tabindex="0" aria-labelledby="lanes">${lanes.map(({ service, count }) => html`<li key=${service}>
      <${Own} text=${serviceName(service)} /> <b>${count}</b></li>`)}</ul>`}
  </section>`;
}

function Apart() {
  const { missed, held } = view.value;
  return html`<${Group} name="missed" group=${missed} /><${Group} name="held" group=${held} />`;
}

function Group({ name, group }) {
  const more = group.count - group.tickets.length;
  return html`<section class="card group" aria-labelledby=${name} data-test=${name}>
    <h2 id=${name}>${say(`page.clerk.${name}`, { count: group.count })}</h2>
    ${group.count > 0 && html`<ul class="scroll" data-scrolls tabindex="0" aria-labelledby=${name}>${group.tickets.map((one) => html`<li key=${one.id}>
      <b class="number">${one.number}</b>
      <span class="until">${one.reason && html`<${Own} text=${one.reason} /> `}${one.until && say("page.clerk.until", { time: timeOfDay(one.until) })}</span>
      <${Button} kind="plain small" test="return" off=${!live.value} onClick=${() => bringBack(one)}
        aria-label=${say("page.clerk.back-number", { number: one.number })}>${say("page.clerk.back")}<//>
    </li>`)}
    ${more > 0 && html`<li class="more">${say("page.clerk.more", { count: more })}</li>`}</ul>`}
  </section>`;
}

function Alarms() {
  const { alarms } = view.value;
  if (!alarms.length) return null;
  return html`<section class="card alarms" aria-labelledby="alarms" data-test="alarms">
    <h2 id="alarms">${say("page.clerk.alarms", { count: alarms.length })}</h2>
    <ul class="scroll" data-scrolls tabindex="0" aria-labelledby="alarms">${unseenFirst(alarms).map((alarm) => html`<${Alarm} key=${alarm.id} alarm=${alarm} />`)}</ul>
  </section>`;
}

const unseenFirst = (alarms) => [...alarms].sort((one, other) => Number(one.seen) - Number(other.seen));

// What, where, since when, and the next step. Seen, it stays, and grows quiet.
function Alarm({ alarm }) {
  const kind = alarm.id.split(".").pop();
  const inWords = (part, given) => (has(`alarm.${kind}.${part}`) ? say(`alarm.${kind}.${part}`, { where: alarm.where }) : given);
  return html`<li class=${alarm.seen ? "seen" : ""} data-test="alarm">
    ${icon(alarm.seen ? "check" : "alert")}
    <p><b>${inWords("what", alarm.what)}</b> <span class="where"><bdi>${alarm.where}</bdi> · ${timeOfDay(alarm.since)}</span>${" "}
      <span class="step">${inWords("next", alarm.next_step)}</span></p>
    ${alarm.seen ? html`<span class="quiet">${say("page.clerk.seen")}</span>`
      : html`<${Button} kind="plain small" test="see" off=${!live.value} onClick=${() => seeAlarm(alarm.id)}>${say("page.clerk.see")}<//>`}
  </li>`;
}

export { Alarms, Apart, Lanes };
