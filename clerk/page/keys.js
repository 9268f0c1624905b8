// Keys of the console: by place on the keyboard (event.code), so an input method or another layout changes nothing. Each
// act's letter may be another, and all may be switched to Alt+letter or off, for who speaks to the machine or rests a hand on it.
import { computed, effect, signal } from "/page/preact.js";
import { ACTS, press } from "/page/clerk/acts.js";
import { dialog, seat } from "/page/clerk/state.js";

const KEPT = "hall-window-keys";
const MODES = ["letters", "alt", "off"];
const keyMode = signal(MODES.includes(localStorage.getItem(KEPT)) ? localStorage.getItem(KEPT) : "letters");

// What a letter does: an act of the table, or a way through the page.
const WAYS = {
  find: { key: "Slash", does: () => (dialog.value = { name: "find" }) },
  cases: { key: "KeyC", does: () => (dialog.value = { name: "cases" }) },
  line: { key: "KeyL", does: () => document.getElementById("line")?.focus() },
};
const FIRST = Object.fromEntries(Object.entries({ ...ACTS, ...WAYS }).filter(([, one]) => one.key).map(([name, one]) => [name, one.key]));
const LETTER = /^Key[A-Z]$/;

const KEPT_LETTERS = "hall-window-letters";
const own = signal(readOwn()); // {name: code} of what a clerk chose otherwise
const keys = computed(() => ({ ...FIRST, ...own.value }));
const byCode = computed(() => Object.fromEntries(Object.entries(keys.value).map(([name, code]) => [code, name])));

// What is kept is only taken as a whole: letters of acts there are, none of them twice.
function readOwn() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_LETTERS)) ?? {};
    const all = Object.values({ ...FIRST, ...kept });
    const good = Object.entries(kept).every(([name, code]) => FIRST[name] && (LETTER.test(code) || code === FIRST[name]));
    return good && new Set(all).size === all.length ? kept : {};
  } catch {
    return {}; // another program wrote there
  }
}

// Give an act another letter; the act that had it takes this one's. False: it is no letter.
function rekey(name, code) {
  if (!LETTER.test(code)) return false;
  const had = byCode.value[code];
  const other = had && had !== name ? { [had]: keys.value[name] } : {};
  own.value = { ...own.value, [name]: code, ...other };
  return true;
}

const rekeyed = computed(() => Object.keys(FIRST).some((name) => keys.value[name] !== FIRST[name]));
const firstKeys = () => (own.value = {});

// A small keypad or caller box under one hand.
const PAD = { NumpadEnter: "next", Numpad0: "recall", NumpadDecimal: "no-show", NumpadAdd: "start", NumpadSubtract: "hold" };

// The letter that stands on a button, or "" where keys are off.
function shownKey(name) {
  if (keyMode.value === "off" || !keys.value[name]) return "";
  return (keyMode.value === "alt" ? "Alt " : "") + letter(name);
}

const letter = (name) => (keys.value[name] === "Slash" ? "/" : keys.value[name].slice(3));

const types = (target) => target.closest?.("input, textarea, select, [contenteditable]") !== null;

function pressed(event) {
  if (event.isComposing || event.repeat || seat.value !== "in" || dialog.value || types(event.target)) return;
  const does = meant(event);
  if (!does) return;
  event.preventDefault();
  does();
}

// What a key means, or undefined.
function meant(event) {
  const chord = event.ctrlKey || event.metaKey;
  if (chord) return event.code === "KeyZ" && !event.altKey && !event.shiftKey ? () => press("undo") : undefined;
  if (event.key === "?" && !event.altKey) return () => (dialog.value = { name: "keys" });
  if (keyMode.value === "off" || event.altKey !== (keyMode.value === "alt") || event.shiftKey) return undefined;
  const name = byCode.value[event.code] ?? (event.altKey ? undefined : PAD[event.code]);
  return name && (WAYS[name]?.does ?? (() => press(name)));
}

function listen() {
  document.addEventListener("keydown", pressed);
  effect(() => localStorage.setItem(KEPT, keyMode.value));
  effect(() => localStorage.setItem(KEPT_LETTERS, JSON.stringify(own.value)));
}

export { FIRST, MODES, firstKeys, keyMode, letter, listen, rekey, rekeyed, shownKey };
