// "Please help me": one press tells the nearest helper; the button then says that somebody was called, or is coming.
import { effect, html, signal } from "/page/preact.js";
import { ask, press } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { view } from "/page/kiosk/hall.js";
import { place, said } from "/page/kiosk/session.js";

const asking = signal(false);
const tell = (state) => (said.value = { kind: "info", text: () => say(`page.kiosk.help.${state}-say`) });

// A second press calls nobody a second time: it says again how things stand.
async function call() {
  const open = view.value.help;
  if (open) return tell(open.state);
  if (asking.value) return undefined;
  asking.value = true;
  try {
    await ask("POST", "/help-calls", { kiosk: place }, { press: press(), tries: 3 });
    tell("called");
  } catch (no) {
    said.value = { kind: "warn", text: () => no.message };
  } finally {
    asking.value = false;
  }
  return undefined;
}

// Whoever waits is told once that somebody is on the way.
let was = null;
effect(() => {
  const state = view.value?.help?.state ?? null;
  if (state === "coming" && was !== "coming") tell("coming");
  was = state;
});

function HelpTool() {
  const state = view.value.help?.state ?? "ask";
  return html`
    <button type="button" class="button tool" data-test="help" data-state=${state} aria-pressed=${state === "ask" ? "false" : "true"}
      aria-busy=${asking.value ? "true" : null} onClick=${call}>
      ${icon("helper")}<span>${say(`page.kiosk.help.${state}`)}</span>
    </button>`;
}

export { HelpTool };
