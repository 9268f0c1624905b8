// Alarms: what needs a hand, where, the next step; who has taken it. It goes when its cause does.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { has, say } from "/page/words.js";
import { Button, Since } from "/page/helper/parts.js";
import { finishAlarm, me, takeAlarm, view } from "/page/helper/state.js";

function Alarms() {
  const { alarms, alarm_count } = view.value;
  const more = alarm_count - alarms.length;
  return html`<section aria-labelledby="alarms" data-test="alarms">
    <h2 id="alarms">${say("page.helper.alarms")} <b class="count">${alarm_count}</b></h2>
    ${alarm_count === 0 && html`<p class="card nobody">${icon("check")}<span>${say("page.helper.no-alarms")}</span></p>`}
    <ul>${alarms.map((alarm) => html`<${Alarm} key=${alarm.id} alarm=${alarm} />`)}</ul>
    ${more > 0 && html`<p class="quiet">${say("page.helper.more", { count: more })}</p>`}
  </section>`;
}

function Alarm({ alarm }) {
  const inWords = (part, given) => (has(`alarm.${alarm.kind}.${part}`) ? say(`alarm.${alarm.kind}.${part}`, { where: alarm.where }) : given);
  const inHand = alarm.taken_by && !alarm.done_at;
  const isMine = inHand && alarm.taken_by === me.value;
  return html`<li class="card alarm ${alarm.seen ? "seen" : ""} ${isMine ? "mine" : ""}" data-test="alarm" data-id=${alarm.id}>
    <h3>${icon(alarm.seen ? "info" : "alert")}<span>${inWords("what", alarm.what)}</span></h3>
    <p class="where"><bdi>${alarm.where}</bdi> · <${Since} time=${alarm.since} /></p>
    <p class="step">${inWords("next", alarm.next_step)}</p>
    ${alarm.taken_by && html`<p class="whose" data-test="whose">${icon("person")}<span>${whose(alarm, isMine)}</span></p>`}
    ${!inHand && html`<${Button} test="take-alarm" sign="start" label=${say("page.helper.take-alarm")} onClick=${() => takeAlarm(alarm)} />`}
    ${isMine && html`<${Button} test="done" kind="primary" sign="check" label=${say("page.helper.done")} onClick=${() => finishAlarm(alarm)} />`}
  </li>`;
}

function whose(alarm, isMine) {
  if (alarm.done_at) return say("page.helper.was-done", { name: alarm.taken_by, time: alarm.done_at.slice(11, 16) });
  return isMine ? say("page.helper.you-do") : say("page.helper.does", { name: alarm.taken_by });
}

export { Alarms };
