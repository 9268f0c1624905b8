// A joint session: several windows at one visitor, at the place of the window that called him.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { act } from "/page/clerk/acts.js";
import { Button, Key, Own } from "/page/clerk/parts.js";
import { live, place, serviceName, view } from "/page/clerk/state.js";

// At an idle window: a visitor elsewhere needs it too.
function Invitations() {
  const { invitations } = view.value;
  if (!invitations.length) return null;
  return html`<ul class="invited" data-test="invitations">${invitations.map((one, nth) => html`<li key=${one.id} class="told">
    ${icon("people")}<p><b class="number">${one.number}</b> ${say("page.clerk.joint.needs", { label: one.window_label })}<br /><${Own} text=${serviceName(one.service)} /></p>
    <${Button} kind="small" test="join" off=${!live.value} onClick=${() => join(one)}>${say("page.clerk.act.join")}${nth === 0 && html`<${Key} of="join" />`}<//>
  </li>`)}</ul>`;
}

const join = (one) => act("join", { ticket: one.id });

// At a window of the session: who is there, who is still to come, and how to go on without.
function Joint() {
  const { joint } = view.value;
  if (!joint) return null;
  const mine = joint.window === place;
  return html`<section class="joint" aria-labelledby="joint" data-test="joint">
    <h3 id="joint">${mine ? say("page.clerk.joint.here") : say("page.clerk.joint.there", { label: joint.window_label })}</h3>
    <ul>${joint.parts.map((part) => html`<li key=${part.service} data-test="part" data-came=${part.window !== null}>
      ${icon(part.window ? "check" : "hourglass")}<span><${Own} text=${serviceName(part.service)} /> <small>${part.window ? say("page.clerk.window", { label: part.window_label }) : say("page.clerk.joint.waits")}</small></span>
      ${mine && html`<${Button} kind="plain small" test="release" off=${!live.value} onClick=${() => act("release", { service: part.service })}>${say(part.window ? "page.clerk.joint.free" : "page.clerk.joint.without")}<//>`}
    </li>`)}</ul>
    ${!mine && html`<${Button} test="leave-joint" off=${!live.value} onClick=${() => act("release")}>${icon("back")}${say("page.clerk.joint.leave")}<//>`}
  </section>`;
}

export { Invitations, Joint };
