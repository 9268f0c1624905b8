// Calls for help: who asks, how long, who goes there. The first who presses has it.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { Button, Since, zoneName } from "/page/helper/parts.js";
import { close, duty, me, mine, take, view, waitingForMe } from "/page/helper/state.js";

function Calls() {
  const { calls } = view.value;
  return html`<section aria-labelledby="calls" data-test="calls">
    <h2 id="calls">${say("page.helper.calls")} <b class="count">${calls.length}</b></h2>
    ${calls.length === 0 && html`<p class="card nobody">${icon("check")}<span>${say("page.helper.nobody")}</span></p>`}
    <ul>${calls.map((call) => html`<${Call} key=${call.id} call=${call} />`)}</ul>
  </section>`;
}

function Call({ call }) {
  const isMine = call.taken_by === me.value;
  const asked = waitingForMe.value.includes(call);
  return html`<li class="card call ${isMine ? "mine" : asked ? "asked" : ""}" data-test="call" data-id=${call.id}>
    <h3>${icon(call.kind === "window" ? "window" : call.kind === "locker" ? "lock" : "kiosk")}
      <span>${say(`page.helper.at.${call.kind}`, { place: call.label })}</span></h3>
    <p class="where">${call.zone && html`<bdi dir="auto">${zoneName(call.zone)}</bdi> · `}<${Since} time=${call.since} /></p>
    <p class="whose" data-test="whose">${icon(call.taken_by ? "person" : "hand")}<span>${whose(call, isMine)}</span></p>
    ${!call.taken_by && html`<${Button} test="take" kind=${asked ? "primary" : ""} sign="start" label=${say("page.helper.take")}
      off=${duty.value === null || mine.value !== null} onClick=${() => take(call)} />`}
    ${isMine && html`<${Button} test="close" kind="primary" sign="check" label=${say("page.helper.helped")} onClick=${() => close(call)} />`}
  </li>`;
}

function whose(call, isMine) {
  if (isMine) return say("page.helper.you-go");
  if (call.taken_by) return say("page.helper.goes", { name: call.taken_by });
  if (call.for_all) return say("page.helper.for-all");
  return call.helper === me.value ? say("page.helper.for-you") : say("page.helper.for-one", { name: call.helper });
}

export { Calls };
