// One person's time at the cabinet: which picture, what was typed, which visit. Kept for this tab, less the code, so that a
// reload comes back to an open door; wiped when the person is done or has gone.
import { batch, effect, signal } from "/page/preact.js";
import { language, say } from "/page/words.js";
import { modes, placeHere } from "/page/screen.js";

const SETTLE_MILLIS = 400; // the second tap of a double tap must not land on the page that came after the first

const place = placeHere();
const KEPT = `locker ${place}`;
const BLANK = { page: "home", kind: null, case: "", size: null, low: false, visit: null, first: null, said: null };
const usual = { language: language.value, modes: { ...modes.value, theme: "dark" } };
if (!new URLSearchParams(location.search).has("theme")) modes.value = usual.modes;
else usual.modes = modes.value;

const session = signal(BLANK);
const digits = signal(""); // what was typed of locator and code; kept nowhere else
const settling = signal(false); // touches do nothing for a moment
const said = signal(null); // {kind, text(), key, names}: one line that answers the last press; without a key it is not spoken
let settled = 0;

function takeUp() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    if (kept) session.value = { ...BLANK, ...kept };
  } catch {
    sessionStorage.removeItem(KEPT); // written by another version of this page
  }
  effect(() => sessionStorage.setItem(KEPT, JSON.stringify(session.value)));
}

const change = (more) => {
  session.value = { ...session.value, ...more };
};

// To another picture; what was said belongs to the one before.
function go(page, more = {}) {
  batch(() => {
    change({ page, ...more });
    said.value = null;
    if (page !== "code") digits.value = "";
    settling.value = true;
  });
  clearTimeout(settled);
  settled = setTimeout(() => (settling.value = false), SETTLE_MILLIS);
}

// The person is done, or has gone: nothing of theirs stays.
function end() {
  batch(() => {
    go("home", BLANK);
    digits.value = "";
    language.value = usual.language;
    modes.value = usual.modes;
  });
}

// The language a person finds: the plan's first, unless the address names one.
function usuallyIn(first) {
  if (new URLSearchParams(location.search).has("lang") || usual.language === first) return;
  usual.language = first;
  language.value = first;
}

// Answer the last press: "info" or "warn", by the key of its words.
const tell = (kind, key, names = {}) => (said.value = { kind, key, names, text: () => say(key, names) });

const isFresh = () =>
  session.value.page === "home" && language.value === usual.language && modes.value.elder === usual.modes.elder
  && modes.value.contrast === usual.modes.contrast;

export { change, digits, end, go, isFresh, place, said, session, settling, takeUp, tell, usuallyIn };
