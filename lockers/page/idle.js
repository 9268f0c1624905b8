// A person who has gone: after 60 seconds the screen asks, 20 later it begins anew. Never while a door is open or opening;
// a door that stands open for the alarm's time is the staff's, and the screen is free again.
import { computed, effect, signal, untracked } from "/page/preact.js";
import { modes } from "/page/screen.js";
import { isNight } from "/page/locker/bank.js";
import { digits, isFresh, session } from "/page/locker/session.js";
import { acting, doorOpen, leave, toKeep, visit } from "/page/locker/visiting.js";

const LOOK_MILLIS = 250;
const IDLE = { seconds: [60, 120], warn: [20, 30] }; // [usual, elder]
const REST_SECONDS = 60; // nobody has touched anything for so long: by night the screen is dark
const DONE = { seconds: [15, 30], warn: [0, 0] };

const now = signal(0);
let touchedAt = 0;

const limit = computed(() => {
  if (acting.value || doorOpen.value) return null;
  if (session.value.page === "home") return isFresh() ? null : IDLE;
  return ["done", "failed", "uncertain"].includes(visit.value?.state) && !toKeep.value ? DONE : IDLE;
});

const pick = ([usual, elder]) => (modes.value.elder ? elder : usual);

// Seconds left to say "still here", or null.
const warning = computed(() => {
  const rule = limit.value;
  if (!rule || !pick(rule.warn)) return null;
  const left = pick(rule.seconds) + pick(rule.warn) - (now.value - touchedAt) / 1000;
  return left <= pick(rule.warn) ? Math.max(0, Math.ceil(left)) : null;
});

// Nobody is there, and it is night.
const resting = computed(() => now.value - touchedAt >= REST_SECONDS * 1000 && isFresh() && isNight());

const begin = () => {
  touchedAt = Date.now();
  now.value = touchedAt;
};

function tick() {
  now.value = Date.now();
  if (now.value < touchedAt) touchedAt = now.value; // the clock was set back
  const rule = limit.value;
  if (rule && now.value - touchedAt >= (pick(rule.seconds) + pick(rule.warn)) * 1000) leave();
}

function watchIdle() {
  effect(() => {
    void [session.value.page, visit.value?.state, limit.value === null, digits.value];
    untracked(begin);
  });
  for (const kind of ["pointerdown", "keydown", "click"]) addEventListener(kind, () => warning.value === null && begin(), { capture: true });
  addEventListener("click", begin, { capture: true });
  setInterval(tick, LOOK_MILLIS);
}

export { resting, warning, watchIdle };
