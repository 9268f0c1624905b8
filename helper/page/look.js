// How the page looks and sounds on this phone: language, dark or light, larger type, quiet. Kept in this browser.
import { effect, html } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { modes } from "/page/screen.js";
import { LANGUAGES, language, say, sayIn, tag } from "/page/words.js";
import { muted } from "/page/helper/bell.js";
import { leave } from "/page/helper/state.js";

const KEPT = "hall-helper-look";

function recallLook() {
  const asked = new URLSearchParams(location.search);
  const kept = read();
  if (!asked.has("lang") && LANGUAGES.includes(kept.language)) language.value = kept.language;
  if (!["theme", "contrast", "elder"].some((one) => asked.has(one)) && kept.modes) modes.value = { ...modes.value, ...kept.modes };
  muted.value = kept.muted === true;
  effect(() => localStorage.setItem(KEPT, JSON.stringify({ language: language.value, modes: modes.value, muted: muted.value })));
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

const Switch = ({ test, sign, label, on, onClick }) => html`<button type="button" class="button" data-test=${test} aria-pressed=${on}
  onClick=${onClick}>${icon(sign)}<span>${label}</span></button>`;

function Languages() {
  return html`${LANGUAGES.map((one) => html`<button type="button" key=${one} class="button" lang=${tag(one)} data-test="language"
    aria-pressed=${language.value === one} onClick=${() => (language.value = one)}>${sayIn(one, "page.helper.language")}</button>`)}`;
}

function Look() {
  const { theme, elder } = modes.value;
  const set = (change) => (modes.value = { ...modes.value, ...change });
  return html`<footer class="look" aria-label=${say("page.helper.look")}>
    <${Switch} test="quiet" sign=${muted.value ? "mute" : "volume"} label=${say("page.helper.quiet")} on=${muted.value}
      onClick=${() => (muted.value = !muted.value)} />
    <${Switch} test="dark" sign="contrast" label=${say("page.helper.dark")} on=${theme === "dark"}
      onClick=${() => set({ theme: theme === "dark" ? "light" : "dark" })} />
    <${Switch} test="large" sign="large" label=${say("page.helper.large")} on=${Boolean(elder)} onClick=${() => set({ elder: !elder })} />
    <${Languages} />
    <button type="button" class="button" data-test="sign-out" onClick=${signOut}>${icon("sign-out")}<span>${say("page.helper.sign-out")}</span></button>
  </footer>`;
}

export { Languages, Look, recallLook };
