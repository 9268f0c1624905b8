// Small parts of the floor's page: a button that waits for its answer, a time that passes, where something is.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { names, say } from "/page/words.js";
import { asking, live, now, view } from "/page/helper/state.js";

const MINUTE = 60_000;

// It keeps its place and the focus when it cannot be pressed: aria-disabled, not disabled.
function Button({ sign, label, test, kind = "", off = false, onClick, ...rest }) {
  const held = off || !live.value || asking.value !== null;
  return html`<button type="button" class="button ${kind}" data-test=${test} aria-disabled=${held}
    onClick=${() => held || onClick()} ...${rest}>${icon(sign)}<span>${label}</span></button>`;
}

function Since({ time }) {
  const minutes = Math.max(0, Math.floor((now.value - Date.parse(time)) / MINUTE));
  return html`<time datetime=${time}>${minutes < 1 ? say("page.helper.just-now") : say("page.helper.minutes", { minutes })}</time>`;
}

const zoneName = (id) => names(view.value.zones.find((zone) => zone.id === id)?.name) || id;

export { Button, Since, zoneName };
