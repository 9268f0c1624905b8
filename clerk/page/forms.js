// The short forms: why and how long to hold or pause, why to close, and whether a number is really to be called out of turn.
import { html, useRef } from "/page/preact.js";
import { say } from "/page/words.js";
import { act, asking, callNumber } from "/page/clerk/acts.js";
import { MINUTE } from "/page/clerk/parts.js";
import { dialog, live, now, view } from "/page/clerk/state.js";

const REASONS = { hold: ["paper", "copy", "pay", "form"], pause: ["rest", "meal", "meeting", "papers"] };
const HOLD_MINUTES = [5, 10, 15, 20, 30];
const PAUSE_MINUTES = [0, 5, 10, 15, 30, 60];

// Do it, and leave the dialog when it is done; a refusal stays in it, beside the button.
async function finish(doing) {
  if (await doing) dialog.value = null;
}

function Form({ name, doing, children, first = false, off = false }) {
  const form = useRef(null);
  const held = off || asking.value !== null || !live.value;
  const send = (event) => {
    event.preventDefault();
    if (!held) finish(doing(Object.fromEntries(new FormData(form.current))));
  };
  return html`<form ref=${form} onSubmit=${send}>
    ${children}
    <div class="ends">
      <button type="button" class="button" data-test="cancel" onClick=${() => (dialog.value = null)}>${say("page.clerk.cancel")}</button>
      <button type="submit" class="button primary" data-test="confirm" data-first=${first} aria-disabled=${held}>${say(`page.clerk.confirm.${name}`)}</button>
    </div>
  </form>`;
}

// Common reasons as one press each, and a line for any other; what is chosen is what is recorded.
function Reason({ of }) {
  const text = useRef(null);
  const choose = (word) => (text.current.value = say(`page.clerk.reason.${word}`));
  return html`<fieldset><legend>${say("page.clerk.reason.why")}</legend>
    <input ref=${text} name="reason" maxlength="100" aria-label=${say("page.clerk.reason.why")} data-first data-test="reason" />
    <div class="choices">${REASONS[of].map((word) => html`<button type="button" key=${word} class="button small" data-test=${`reason-${word}`}
      onClick=${() => choose(word)}>${say(`page.clerk.reason.${word}`)}</button>`)}</div>
  </fieldset>`;
}

function Minutes({ choices, chosen, legend }) {
  return html`<fieldset><legend>${legend}</legend><div class="choices">${choices.map((minutes) => html`<label key=${minutes} class="choice">
    <input type="radio" name="minutes" value=${minutes} defaultChecked=${minutes === chosen} /><span>${minutes ? say("page.clerk.minutes", { count: minutes }) : say("page.clerk.unknown-time")}</span></label>`)}</div></fieldset>`;
}

const given = (text) => (text?.trim() ? text.trim() : undefined);

function HoldForm({ about }) {
  const most = view.value.policy.hold_minutes_max;
  const choices = [...HOLD_MINUTES.filter((minutes) => minutes < most), most];
  const doing = ({ reason, minutes }) => act("hold", { reason: given(reason), minutes: Number(minutes) }, about.ticket);
  return html`<${Form} name="hold" doing=${doing}>
    <${Reason} of="hold" />
    <${Minutes} choices=${choices} chosen=${choices.find((minutes) => minutes >= 15) ?? most} legend=${say("page.clerk.back-within")} />
  <//>`;
}

function PauseForm() {
  const doing = ({ reason, minutes }) => act("pause", {
    reason: given(reason), ...(Number(minutes) ? { back_at: new Date(now.value + minutes * MINUTE).toISOString() } : {}),
  });
  return html`<${Form} name="pause" doing=${doing}>
    <${Reason} of="pause" />
    <${Minutes} choices=${PAUSE_MINUTES} chosen=${0} legend=${say("page.clerk.back-after")} />
  <//>`;
}

function CloseForm() {
  return html`<${Form} name="close" doing=${({ reason }) => act("close", { reason: given(reason) })}>
    <p>${say("page.clerk.close-means")}</p>
    <label class="line-field">${say("page.clerk.reason.why")}<input name="reason" maxlength="100" data-first data-test="reason" /></label>
  <//>`;
}

function OutOfTurn({ about }) {
  return html`<${Form} name="out-of-turn" first doing=${() => callNumber(about.one)}>
    <p>${say("page.clerk.out-of-turn", { number: about.one.number, count: about.place })}</p>
  <//>`;
}

export { CloseForm, Form, HoldForm, OutOfTurn, PauseForm, given };
