// The sheet of keys, and how this browser shows the page: language, theme, contrast, larger type.
import { html } from "/page/preact.js";
import { modes } from "/page/screen.js";
import { say } from "/page/words.js";
import { ACTS } from "/page/clerk/acts.js";
import { MODES, keyMode } from "/page/clerk/keys.js";
import { Languages } from "/page/clerk/sign_in.js";

const letters = Object.entries(ACTS).filter(([, act]) => act.key).map(([name, act]) => [act.key.slice(3), `page.clerk.key.${name}`]);
const MORE = [["L", "page.clerk.key.line"], ["?", "page.clerk.key.help"], ["Esc", "page.clerk.key.leave"], ["Ctrl Z", "page.clerk.key.undo"],
  ["0 . + − ⏎", "page.clerk.key.pad"]];

function KeySheet() {
  return html`<div class="sheet">
    <table><caption class="unseen">${say("page.clerk.dialog.keys")}</caption>
      <thead class="unseen"><tr><th scope="col">${say("page.clerk.column.key")}</th><th scope="col">${say("page.clerk.column.does")}</th></tr></thead>
      <tbody>${[...letters, ...MORE].map(([key, does]) => html`<tr key=${key}><th scope="row"><kbd>${key}</kbd></th><td>${say(does)}</td></tr>`)}</tbody></table>
    <div class="settings">
      <fieldset><legend>${say("page.clerk.keys-are")}</legend><div class="choices">${MODES.map((mode) => html`<label key=${mode} class="choice">
        <input type="radio" name="keys" value=${mode} checked=${keyMode.value === mode} onChange=${() => (keyMode.value = mode)} /><span>${say(`page.clerk.keys-${mode}`)}</span></label>`)}</div></fieldset>
      <fieldset><legend>${say("page.clerk.look")}</legend><div class="choices">
        <${Switch} name="dark" on=${modes.value.theme === "dark"} to=${(on) => ({ theme: on ? "dark" : "light" })} />
        <${Switch} name="contrast" on=${modes.value.contrast} to=${(on) => ({ contrast: on })} />
        <${Switch} name="elder" on=${modes.value.elder} to=${(on) => ({ elder: on })} />
      </div></fieldset>
      <${Languages} />
    </div>
  </div>`;
}

const Switch = ({ name, on, to }) => html`<label class="choice"><input type="checkbox" checked=${on} data-test=${`look-${name}`}
  onChange=${(event) => (modes.value = { ...modes.value, ...to(event.target.checked) })} /><span>${say(`page.clerk.look-${name}`)}</span></label>`;

export { KeySheet };
