// "Please help me": one press tells the floor staff; the button then says that somebody was called, or is coming.
import { effect, html, signal, untracked } from "/page/preact.js";
import { Refusal, ask, press } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { view } from "/page/locker/bank.js";
import { place, said, tell } from "/page/locker/session.js";

const asking = signal(false);
const told = (state) => tell("info", `page.locker.help.${state}-say`);

// A second press calls nobody a second time: it says again how things stand.
async function call() {
  const open = view.value.help;
  if (open) return told(open.state);
  if (asking.value) return undefined;
  asking.value = true;
  try {
    await ask("POST", "/help-calls", { locker: place }, { press: press(), tries: 3 });
    told("called");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 0) tell("warn", "page.locker.not-reached");
    else if (error.sentence) tell("warn", error.sentence.key, error.sentence.names);
    else said.value = { kind: "warn", text: () => error.message };
  } finally {
    asking.value = false;
  }
  return undefined;
}

// Whoever waits is told once that somebody is on the way.
function watchHelp() {
  let was = null;
  effect(() => {
    const state = view.value?.help?.state ?? null;
    if (state === "coming" && was !== "coming") untracked(() => told("coming"));
    was = state;
  });
}

function HelpTool() {
  const state = view.value?.help?.state ?? "ask";
  return html`
    <button type="button" class="button tool" data-test="help" data-state=${state} aria-pressed=${state === "ask" ? "false" : "true"}
      disabled=${!view.value} aria-busy=${asking.value ? "true" : null} onClick=${call}>
      ${icon("helper")}<span>${say(`page.locker.help.${state}`)}</span></button>`;
}

export { HelpTool, watchHelp };
