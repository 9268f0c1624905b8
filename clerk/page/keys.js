// Keys of the console: by place on the keyboard (event.code), so an input method or another layout changes nothing. They
// may be switched to Alt+letter or off, for who speaks to the machine or rests a hand on it.
import { effect, signal } from "/page/preact.js";
import { ACTS, press } from "/page/clerk/acts.js";
import { dialog, seat } from "/page/clerk/state.js";

const KEPT = "hall-window-keys";
const MODES = ["letters", "alt", "off"];
const keyMode = signal(MODES.includes(localStorage.getItem(KEPT)) ? localStorage.getItem(KEPT) : "letters");

const BY_CODE = Object.fromEntries(Object.entries(ACTS).filter(([, act]) => act.key).map(([name, act]) => [act.key, name]));

// A small keypad or caller box under one hand.
const PAD = { NumpadEnter: "next", Numpad0: "recall", NumpadDecimal: "no-show", NumpadAdd: "start", NumpadSubtract: "hold" };

// The letter that stands on a button, or "" where keys are off.
function shownKey(name) {
  if (keyMode.value === "off" || !ACTS[name].key) return "";
  return (keyMode.value === "alt" ? "Alt " : "") + ACTS[name].key.slice(3);
}

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
  if (event.code === "KeyL") return () => document.getElementById("line")?.focus();
  const name = BY_CODE[event.code] ?? (event.altKey ? undefined : PAD[event.code]);
  return name && (() => press(name));
}

function listen() {
  document.addEventListener("keydown", pressed);
  effect(() => localStorage.setItem(KEPT, keyMode.value));
}

export { MODES, keyMode, listen, shownKey };
