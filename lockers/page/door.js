// How it stands at the door of this visit, for what is shown there and for what is said: how long it has been so, how loudly
// to ask that an open door be shut, which door stuck before it, and what the person came for.
import { computed, effect, signal } from "/page/preact.js";
import { view } from "/page/locker/bank.js";
import { session } from "/page/locker/session.js";
import { visit } from "/page/locker/visiting.js";

const TICK_MILLIS = 500;
const TRIES_AGAIN_SECONDS = 3; // without an opening for so long, the door is tried again

const state = computed(() => visit.value?.state ?? null);
const compartment = computed(() => visit.value?.compartment ?? null);
const standing = computed(() => `${state.value} ${compartment.value}`);
const ticked = signal({ standing: "", seconds: 0 });

// Since this state began, by this page's own clock.
const seconds = computed(() => (ticked.value.standing === standing.value ? ticked.value.seconds : 0));

effect(() => {
  const now = standing.value;
  const began = performance.now();
  const tick = () => (ticked.value = { standing: now, seconds: Math.floor((performance.now() - began) / 1000) });
  const timer = setInterval(tick, TICK_MILLIS);
  return () => clearInterval(timer);
});

const triesAgain = computed(() => visit.value?.pulses > 1 || seconds.value >= TRIES_AGAIN_SECONDS);

// "say", "prompt", "warn", "alarm"
const openFor = computed(() => {
  const { prompt_seconds: prompt = 20, warn_seconds: warn = 60, alarm_seconds: alarm = 120 } = view.value?.figures ?? {};
  if (seconds.value >= alarm) return "alarm";
  if (seconds.value >= warn) return "warn";
  return seconds.value >= prompt ? "prompt" : "say";
});

// The compartment that stuck before this one was given, or null.
const movedFrom = computed(() => {
  const { first } = session.value;
  return first !== null && compartment.value !== null && first !== compartment.value ? first : null;
});

const brings = () => session.value.kind === "drop-off";
const did = () => (session.value.said === "nothing" ? "nothing" : brings() ? "put-in" : "taken");

export { brings, did, movedFrom, openFor, seconds, state, triesAgain };
