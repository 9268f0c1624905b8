// The sheet of keys, and how this browser shows the page: language, theme, contrast, larger type.
import { html, signal, useEffect } from "/page/preact.js";
import { modes } from "/page/screen.js";
import { say } from "/page/words.js";
import { soundOn } from "/page/clerk/chime.js";
import { FIRST, MODES, firstKeys, keyMode, letter, rekey, rekeyed } from "/page/clerk/keys.js";
import { Languages } from "/page/clerk/sign_in.js";

const MORE = [["?", "page.clerk.key.help"], ["Esc", "page.clerk.key.leave"], ["Ctrl Z", "page.clerk.key.undo"],
  ["0 . + − ⏎", "page.clerk.key.pad"]];

const choosing = signal(null); // the act whose new letter is waited for

// The next letter pressed is the act's; Esc, or any other key, leaves it as it was.
function useChoice() {
  useEffect(() => {
    const pressed = (event) => {
      if (!choosing.value || event.isComposing || ["ShiftLeft", "ShiftRight"].includes(event.code)) return;
      event.preventDefault();
      event.stopPropagation();
      rekey(choosing.value, event.code);
      choosing.value = null;
    };
    document.addEventListener("keydown", pressed, true);
    return () => {
      document.removeEventListener("keydown", pressed, true);
      choosing.value = null;
    };
  }, []);
}

function Letter({ name }) {
  const does = say(`page.clerk.key.${name}`);
  const waits = choosing.value === name;
  return html`<tr><th scope="row"><button type="button" class="button plain small" data-test=${`letter-${name}`} aria-pressed=${waits}
      aria-label=${say("page.clerk.rekey", { letter: letter(name), does })} onClick=${() => (choosing.value = waits ? null : name)}>
      <kbd>${waits ? "…" : letter(name)}</kbd></button></th><td>${does}</td></tr>`;
}

function KeySheet() {
  useChoice();
  return html`<div class="sheet">
    <table><caption class="unseen">${say("page.clerk.dialog.keys")}</caption>
      <thead class="unseen"><tr><th scope="col">${say("page.clerk.column.key")}</th><th scope="col">${say("page.clerk.column.does")}</th></tr></thead>
      <tbody>${Object.keys(FIRST).map((name) => html`<${Letter} key=${name} name=${name} />`)}${MORE.map(([key, does]) => html`<tr key=${key}><th scope="row"><kbd>${key}</kbd></th><td>${say(does)}</td></tr>`)}</tbody></table>
    <div class="settings">
      <p class="quiet" role="status">${say(choosing.value ? "page.clerk.press-letter" : "page.clerk.rekey-how")}</p>
      ${rekeyed.value && html`<button type="button" class="button small" data-test="first-keys" onClick=${firstKeys}>${say("page.clerk.first-keys")}</button>`}
      <fieldset><legend>${say("page.clerk.keys-are")}</legend><div class="choices">${MODES.map((mode) => html`<label key=${mode} class="choice">
        <input type="radio" name="keys" value=${mode} checked=${keyMode.value === mode} onChange=${() => (keyMode.value = mode)} /><span>${say(`page.clerk.keys-${mode}`)}</span></label>`)}</div></fieldset>
      <fieldset><legend>${say("page.clerk.look")}</legend><div class="choices">
        <${Switch} name="dark" on=${modes.value.theme === "dark"} to=${(on) => ({ theme: on ? "dark" : "light" })} />
        <${Switch} name="contrast" on=${modes.value.contrast} to=${(on) => ({ contrast: on })} />
        <${Switch} name="elder" on=${modes.value.elder} to=${(on) => ({ elder: on })} />
      </div></fieldset>
      <fieldset><legend>${say("page.clerk.sound")}</legend><label class="choice"><input type="checkbox" checked=${soundOn.value} data-test="sound"
        onChange=${(event) => (soundOn.value = event.target.checked)} /><span>${say("page.clerk.sound-first")}</span></label></fieldset>
      <${Languages} />
    </div>
  </div>`;
}

const Switch = ({ name, on, to }) => html`<label class="choice"><input type="checkbox" checked=${on} data-test=${`look-${name}`}
  onChange=${(event) => (modes.value = { ...modes.value, ...to(event.target.checked) })} /><span>${say(`page.clerk.look-${name}`)}</span></label>`;

export { KeySheet };
