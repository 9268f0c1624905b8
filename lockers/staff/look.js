// How the page looks on this machine: language, dark or light. Kept in this browser. And the way out.
import { effect, html } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { modes } from "/page/screen.js";
import { LANGUAGES, language, say, sayIn, tag } from "/page/words.js";
import { leave } from "/page/cabinet/state.js";

const KEPT = "hall-cabinet-look";

function recallLook() {
  const asked = new URLSearchParams(location.search);
  const kept = read();
  if (!asked.has("lang") && LANGUAGES.includes(kept.language)) language.value = kept.language;
  if (!["theme", "contrast", "elder"].some((one) => asked.has(one)) && kept.modes) modes.value = { ...modes.value, ...kept.modes };
  effect(() => localStorage.setItem(KEPT, JSON.stringify({ language: language.value, modes: modes.value })));
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {}; // another program wrote there, or an older page
  }
}

async function signOut() {
  try {
    await ask("DELETE", "/sign-ins", undefined, { tries: 1 });
  } finally {
    leave("out"); // not reached or already out: in either case this page shows nothing more
  }
}

const Languages = () => LANGUAGES.map((one) => html`<button type="button" key=${one} class="button" lang=${tag(one)} data-test="language"
  aria-pressed=${language.value === one} onClick=${() => (language.value = one)}>${sayIn(one, "page.cabinet.language")}</button>`);

function Look() {
  const { theme, contrast } = modes.value;
  const set = (change) => (modes.value = { ...modes.value, ...change });
  return html`<footer class="look" aria-label=${say("page.cabinet.look")}>
    <button type="button" class="button" data-test="dark" aria-pressed=${theme === "dark"}
      onClick=${() => set({ theme: theme === "dark" ? "light" : "dark" })}>${say("page.cabinet.dark")}</button>
    <button type="button" class="button" data-test="contrast" aria-pressed=${Boolean(contrast)}
      onClick=${() => set({ contrast: !contrast })}>${say("page.cabinet.contrast")}</button>
    <${Languages} />
    <button type="button" class="button" data-test="sign-out" onClick=${signOut}>${icon("sign-out")}<span>${say("page.cabinet.sign-out")}</span></button>
  </footer>`;
}

export { Languages, Look, recallLook };
