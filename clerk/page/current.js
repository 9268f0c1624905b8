// The visitor at the window: number, the one primary button in its fixed place, what was said last, and all other acts.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { PRIMARY, asking, at, may, press, primary, recallSeconds, retrying, said, ticket } from "/page/clerk/acts.js";
import { ActButton, Key, Own, clockOf, minutesSince, since } from "/page/clerk/parts.js";
import { reasonsOf } from "/page/clerk/line.js";
import { Invitations, Joint } from "/page/clerk/joint.js";
import { Told } from "/page/clerk/outcome.js";
import { Way } from "/page/clerk/visits.js";
import { className, link, live, now, serviceName, silence, view } from "/page/clerk/state.js";

const DOUBTFUL = ["unknown", "sent", "failed"];

function Current() {
  return html`<section class="card current" data-scrolls aria-labelledby="current" data-test="current">
    <h2 id="current" class="unseen">${say("page.clerk.current")}</h2>
    <${Number} />
    <${Primary} />
    <${Said} />
    ${ticket.value ? html`<${About} />` : html`<p class="nobody" data-test="nobody">${nobody()}</p><${Invitations} /><${Told} />`}
    <div class="acts" role="group" aria-label=${say("page.clerk.acts")}>
      <${ActButton} act="start" /><${ActButton} act="finish" />
      <${ActButton} act="recall" note=${recallNote()} /><${ActButton} act="no-show" />
      <${ActButton} act="hold" /><${ActButton} act="transfer" />
      <${ActButton} act="outcome" />${ticket.value ? html`<${ActButton} act="note" />` : html`<${ActButton} act="serve" />`}
    </div>
  </section>`;
}

// Nobody at the window: why, or who has just come.
function nobody() {
  const { state, alert } = view.value;
  return state === "idle" && alert ? say("page.clerk.just-came", { number: alert.number }) : say(`page.clerk.nobody.${state}`);
}

function Number() {
  const { state, visit } = view.value;
  return html`<div class="now ${state}">
    <p class=${ticket.value ? "number" : "none"} data-test="number">${ticket.value?.number ?? say(`page.clerk.state.${state}`)}</p>
    ${ticket.value && html`<p class="how" data-test="how">
      <b>${say(`page.clerk.state.${state}`)}</b>
      <span class="clock">${clockOf(since(visit.started_at ?? ticket.value.called_at))}</span>
      ${ticket.value.recalls > 0 && html`<small>${say("page.clerk.recalled", { count: ticket.value.recalls })}</small>`}
    </p>`}
  </div>`;
}

function Primary() {
  const name = primary.value;
  const off = !may("next");
  return html`<button type="button" class="button primary main" data-test="primary" data-does=${name}
      aria-disabled=${off} aria-keyshortcuts="N" onClick=${() => press("next")}>
    ${icon(PRIMARY[name].icon)}
    <span class="label">${say(`page.clerk.primary.${name}`)}<small>${hint(name)}</small></span>
    <${Key} of="next" />
  </button>`;
}

// The line under the label: who would come, or when service begins by itself.
function hint(name) {
  const first = view.value.waiting[0];
  if (name === "start" && view.value.visit?.begins_at) {
    const seconds = Math.max(0, Math.ceil((at(view.value.visit.begins_at) - now.value) / 1000));
    return say("page.clerk.begins-in", { seconds });
  }
  if (name === "finish-last") return say("page.clerk.nobody-waits");
  if (["call", "finish-call"].includes(name) && first) {
    return say("page.clerk.next-is", { number: first.number, why: say(`page.clerk.why.${reasonsOf(first)[0]}`) });
  }
  return null;
}

const recallNote = () => (recallSeconds.value && view.value.visit?.may_miss ? say("page.clerk.seconds", { seconds: recallSeconds.value }) : null);

// What happened last, or why nothing can: always here, so nothing below moves when it speaks.
function Said() {
  const [kind, text] = standing();
  return html`<p class="said ${kind}" role="status" data-test="said" data-kind=${kind}>
    ${text && icon(kind === "no" ? "info" : kind === "off" ? "offline" : "check")}<span>${text}</span></p>`;
}

function standing() {
  if (!live.value) return ["off", link.value === "connecting" ? say("page.clerk.connecting") : say("page.clerk.offline")];
  if (asking.value) return ["", retrying.value ? say("page.clerk.retrying") : ""];
  if (!said.value) return ["", ""];
  return [said.value.kind, said.value.text() + (said.value.why ? ` · ${said.value.why}` : "")];
}

// All a clerk needs of the visitor, and nothing more: matter, wait, language, needs, and whether the slip came out.
function About() {
  const { service, priority_class, needs, hand_over, issued_at, legs, journey } = ticket.value;
  const { language, noted } = view.value.visit;
  return html`<div class="about">
    <p class="matter" data-test="matter"><${Own} text=${serviceName(service)} /></p>
    ${journey && html`<${Way} legs=${legs} />`}
    <${Joint} />
    <ul class="chips">
      <li>${say("page.clerk.here-for", { minutes: minutesSince(issued_at) })}</li>
      ${priority_class && html`<li class="strong">${icon("priority")}<${Own} text=${className(priority_class)} /></li>`}
      ${needs.map((need) => html`<li class="strong" key=${need}>${icon(need)}${say(`page.clerk.need.${need}`)}</li>`)}
      ${language !== "zh" && html`<li class="strong">${icon("language")}${say(`page.clerk.speaks.${language}`)}</li>`}
      ${legs.length > 1 && !journey && html`<li>${icon("transfer")}${say("page.clerk.why.transferred")}</li>`}
      ${noted && html`<li class="strong" data-test="noted">${icon("notice")}${say("page.clerk.noted")}</li>`}
      ${DOUBTFUL.includes(hand_over) && html`<li>${icon("paper")}${say("page.clerk.slip-in-doubt")}</li>`}
    </ul>
  </div>`;
}

// Nothing heard for a while: one line over the page counts the seconds, and nothing can be pressed.
function Away() {
  if (live.value || link.value === "connecting") return null;
  return html`<p class="banner warn away" role="alert" data-test="offline">${icon("offline")}
    <span>${say("page.clerk.offline")}</span> <b aria-hidden="true">${clockOf(silence.value * 1000)}</b></p>`;
}

export { Away, Current };
