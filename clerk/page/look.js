// What a clerk set for the eyes (language, theme, contrast, larger type) stays in this browser; the address wins.
import { effect } from "/page/preact.js";
import { modes } from "/page/screen.js";
import { LANGUAGES, language } from "/page/words.js";

const KEPT = "hall-window-look";

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

export { recallLook };
