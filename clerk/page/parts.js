// Small parts that every card of the page uses: a button of an act, a key's mark, a text of the plan, times.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { names, say, tag } from "/page/words.js";
import { ACTS, asking, may, press } from "/page/clerk/acts.js";
import { shownKey } from "/page/clerk/keys.js";
import { now } from "/page/clerk/state.js";

const SECOND = 1000;
const MINUTE = 60_000;

// A text of the plan or of a person: whatever it holds, it is text, in its own direction.
const Own = ({ text, ...rest }) => html`<bdi dir="auto" lang=${tag()} ...${rest}>${names(text)}</bdi>`;

const Key = ({ of }) => (shownKey(of) ? html`<kbd aria-hidden="true">${shownKey(of)}</kbd>` : null);
const keyShortcuts = (of) => shownKey(of).replace("Alt ", "Alt+") || undefined;

// A button that keeps its place and the focus when it cannot be pressed: aria-disabled, not disabled.
function ActButton({ act, label, kind = "", note = null }) {
  const off = !may(act);
  return html`<button type="button" class="button ${kind}" data-test=${`act-${act}`} aria-disabled=${off}
      aria-keyshortcuts=${keyShortcuts(act)} onClick=${() => press(act)}>
    ${icon(ACTS[act].icon)}<span class="label">${label ?? say(`page.clerk.act.${act}`)}${note && html`<small>${note}</small>`}</span>
    <${Key} of=${act} />
  </button>`;
}

// A button for something else than an act of the table; it waits while an act is asked.
function Button({ onClick, children, kind = "", test, off = false, ...rest }) {
  const held = off || asking.value !== null;
  return html`<button type="button" class="button ${kind}" data-test=${test} aria-disabled=${held}
      onClick=${() => held || onClick()} ...${rest}>${children}</button>`;
}

const since = (time) => Math.max(0, now.value - Date.parse(time));
const minutesSince = (time) => Math.floor(since(time) / MINUTE);

// 02:05, or 1:02:05.
function clockOf(millis) {
  const all = Math.floor(millis / SECOND);
  const parts = [Math.floor(all / 60) % 60, all % 60].map((each) => String(each).padStart(2, "0"));
  return (all >= 3600 ? [Math.floor(all / 3600), ...parts] : parts).join(":");
}

// The hall's own time of day: the offset stands in the text itself.
const timeOfDay = (iso, seconds = false) => iso.slice(11, seconds ? 19 : 16);

export { ActButton, Button, Key, MINUTE, Own, clockOf, minutesSince, since, timeOfDay };
