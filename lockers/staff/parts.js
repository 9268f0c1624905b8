// Small parts of staff's page: a button that waits for its answer, a line of words, what a deposit is called.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { asking, live, trouble } from "/page/cabinet/state.js";

const SIGNS = {
  free: "check", reserved: "hold", opening: "hourglass", open: "external", occupied: "paper", uncertain: "question",
  fault: "alert", "out-of-use": "stop",
};

// It keeps its place and the focus when it cannot be pressed: aria-disabled, not disabled.
function Button({ sign, label, test, kind = "", off = false, onClick, ...rest }) {
  const held = off || !live.value || asking.value !== null;
  return html`<button type="button" class="button ${kind}" data-test=${test} aria-disabled=${held}
    onClick=${() => held || onClick()} ...${rest}>${icon(sign)}<span>${label}</span></button>`;
}

// A form's own button; the form asks `held` again before it sends.
const held = () => !live.value || asking.value !== null;
const Send = ({ label, test, kind = "primary" }) => html`
  <button type="submit" class="button ${kind}" data-test=${test} aria-disabled=${held()}>${label}</button>`;

const Field = ({ label, ...rest }) => html`<label class="field"><span>${label}</span><input ...${rest} /></label>`;

const Trouble = () => html`
  <p class="banner warn no" role="alert" data-test="trouble">${trouble.value && html`${icon("info")}<span>${trouble.value.text()}</span>`}</p>`;

const State = ({ state }) => html`<span class="state">${icon(SIGNS[state])}<span>${say(`page.cabinet.state.${state}`)}</span></span>`;

// What staff call it: the back office's reference, the case, the receipt of a visitor.
const called = (deposit) => deposit.reference ?? deposit.case ?? deposit.receipt ?? deposit.id;
const day = (time) => `${time.slice(5, 10)} ${time.slice(11, 16)}`;

export { Button, Field, Send, State, Trouble, called, day, held };
