// One visitor's time at the kiosk: which page, which ticket, which press is under way, which language and modes. Kept
// for this tab, so that a reload comes back to the same picture; wiped when the visitor is done or has gone.
import { batch, effect, signal } from "/page/preact.js";
import { language } from "/page/words.js";
import { modes, placeHere } from "/page/screen.js";

const SETTLE_MILLIS = 400; // the second tap of a double tap must not land on the page that came after the first

const place = placeHere();
const KEPT = `kiosk ${place}`;
const BLANK = {
  page: "home", category: null, query: "", turns: {}, ticket: null, press: null, low: false, touched: false,
  noted: false, step: 0, instead: null, scanned: false, code: null, misread: 0,
};
const usual = { language: language.value, modes: modes.value };

const session = signal(BLANK);
const settling = signal(false); // touches do nothing for a moment
const said = signal(null); // {kind, text()}: one line that answers the last press
let settled = 0;

// Take up what was kept in this tab, and keep every change from now on.
function takeUp() {
  const kept = read();
  if (kept) {
    batch(() => {
      session.value = { ...BLANK, ...kept.session };
      language.value = kept.language;
      modes.value = kept.modes;
    });
  }
  effect(() => {
    const now = { session: session.value, language: language.value, modes: modes.value };
    sessionStorage.setItem(KEPT, JSON.stringify(now));
  });
  return Boolean(kept);
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT));
  } catch {
    return null; // written by another version of this page
  }
}

const change = (more) => {
  session.value = { ...session.value, ...more };
};

// To another page; what was said belongs to the one before.
function go(page, more = {}) {
  batch(() => {
    change({ page, touched: false, ...more });
    said.value = null;
    settle();
  });
}

function settle() {
  settling.value = true;
  clearTimeout(settled);
  settled = setTimeout(() => (settling.value = false), SETTLE_MILLIS);
}

const turnTo = (name, at) => change({ turns: { ...session.value.turns, [name]: at } });

// The visitor is done, or has gone: nothing of him stays.
function end() {
  batch(() => {
    go("home", BLANK);
    language.value = usual.language;
    modes.value = usual.modes;
  });
}

// Does anything differ from a kiosk that nobody has touched?
function isFresh() {
  const { page, turns, low, misread } = session.value;
  const same = language.value === usual.language && modes.value === usual.modes;
  return page === "home" && same && !low && !misread && Object.values(turns).every((at) => at === 0);
}

// The language a visitor finds: the plan's first, unless the address names one. `fresh`: nobody has chosen yet.
function usuallyIn(first, fresh) {
  if (new URLSearchParams(location.search).has("lang") || usual.language === first) return;
  usual.language = first;
  if (fresh) language.value = first;
}

export { change, end, go, isFresh, place, said, session, settle, settling, takeUp, turnTo, usual, usuallyIn };
