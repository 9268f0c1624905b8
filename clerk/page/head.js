// The top of the page: which window, in what state, who sits here, how many wait; and the window's own acts.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { ActButton, Button, Own, minutesSince, timeOfDay } from "/page/clerk/parts.js";
import { dialog, view, waiting } from "/page/clerk/state.js";
import { signOut } from "/page/clerk/sign_in.js";

const STATE_ICON = { closed: "closed", idle: "check", calling: "call", serving: "person", paused: "pause" };

function Head() {
  const { label, state, person } = view.value;
  const paused = state === "paused";
  return html`<header class="head">
    <h1 class="place" data-test="place">${say("page.clerk.window", { label })}</h1>
    <p class="state ${state}" data-test="state">${icon(STATE_ICON[state])}<span>${say(`page.clerk.state.${state}`)}</span></p>
    ${(paused || state === "closed") && html`<${Away} />`}
    ${person && html`<p class="who">${icon("person")}<bdi dir="auto">${person}</bdi></p>`}
    <p class="crowd" data-test="crowd">${say("page.clerk.crowd", { count: waiting.value })}
      ${longest() !== null && html`<small>${say("page.clerk.longest", { minutes: longest() })}</small>`}</p>
    <nav class="own" aria-label=${say("page.clerk.own")}>
      <${ActButton} act="pause" label=${say(paused ? "page.clerk.act.resume" : "page.clerk.act.pause")} />
      <${ActButton} act="close" />
      ${person && html`<${Button} test="sign-out" onClick=${signOut}>${icon("sign-out")}
        <span class="label">${say("page.clerk.sign-out")}</span><//>`}
      <button type="button" class="button square" data-test="help" aria-label=${say("page.clerk.help")}
        onClick=${() => (dialog.value = { name: "keys" })}>${icon("keyboard")}</button>
    </nav>
  </header>`;
}

// Why nobody is served here now, and until when.
function Away() {
  const { reason, back_at } = view.value;
  if (!reason && !back_at) return null;
  return html`<p class="away">${reason && html`<${Own} text=${reason} />`}
    ${back_at && html` <span>${say("page.clerk.back-at", { time: timeOfDay(back_at) })}</span>`}</p>`;
}

function longest() {
  const all = view.value.waiting.map((one) => minutesSince(one.since));
  return all.length ? Math.max(...all) : null;
}

export { Head };
