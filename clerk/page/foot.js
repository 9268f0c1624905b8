// The foot: taking the last act back while its seconds run, how the last call went out, and today's figures.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { may, press, undoSeconds } from "/page/clerk/acts.js";
import { Away } from "/page/clerk/current.js";
import { since, timeOfDay } from "/page/clerk/parts.js";
import { view } from "/page/clerk/state.js";

const SHOWN_MILLIS = 5000; // a wall that has not shown a call by then: say it aloud

function Foot() {
  return html`<footer class="foot">
    <${Away} />
    <${Undo} />
    <${Delivery} />
    <${Today} />
  </footer>`;
}

function Undo() {
  const seconds = undoSeconds.value;
  return html`<button type="button" class="button small undo" data-test="undo" aria-disabled=${!may("undo")}
      aria-keyshortcuts="Control+Z" onClick=${() => press("undo")}>
    ${icon("undo")}<span class="label">${say("page.clerk.act.undo")}</span><kbd aria-hidden="true">Ctrl Z</kbd>
    <span class="count" data-test="undo-seconds" aria-hidden="true">${seconds ? say("page.clerk.seconds", { seconds }) : ""}</span>
  </button>`;
}

function Delivery() {
  const { delivery, ticket, state } = view.value;
  if (!delivery) return null;
  const late = state === "calling" && delivery.number === ticket?.number && since(ticket.called_at) > SHOWN_MILLIS;
  const dark = delivery.shown < delivery.of || delivery.of === 0;
  const aloud = delivery.away.length ? say("page.clerk.screens-away", { screens: delivery.away.join(", ") }) : say("page.clerk.call-aloud");
  return html`<p class="delivery ${late && dark ? "warn" : ""}" data-test="delivery">
    ${icon(late && dark ? "alert" : "display")}
    <span><b class="number">${delivery.number}</b> ${delivery.of ? say("page.clerk.shown", { shown: delivery.shown, of: delivery.of }) : say("page.clerk.no-display")}
    ${" · "}${delivery.spoken_at ? say("page.clerk.spoken", { time: timeOfDay(delivery.spoken_at, true) }) : say("page.clerk.not-spoken")}
    ${late && dark && html` · <b>${aloud}</b>`}</span>
  </p>`;
}

function Today() {
  const { served, mean_service_minutes, out_of_turn } = view.value.today;
  return html`<p class="today" data-test="today">${say("page.clerk.today", { count: served })}
    ${mean_service_minutes !== null && html` · ${say("page.clerk.mean", { minutes: mean_service_minutes })}`}
    ${out_of_turn > 0 && html` · ${say("page.clerk.out-of-turn-today", { count: out_of_turn })}`}</p>`;
}

export { Foot };
