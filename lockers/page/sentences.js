// What is to be said: the words that stand on the screen at a door or a failure, by their keys and numbers. Where nobody is,
// nothing. Each of the four is null or {of, lines, chime, loud}: `of` is another when it is to be said anew.
import { computed, effect, signal, untracked } from "/page/preact.js";
import { line, trouble, view } from "/page/locker/bank.js";
import { brings, did, movedFrom, openFor, seconds, triesAgain } from "/page/locker/door.js";
import { warning } from "/page/locker/idle.js";
import { keptKey, paperOf, promised } from "/page/locker/kept.js";
import { placeKey } from "/page/locker/picture.js";
import { isFresh, said, session } from "/page/locker/session.js";
import { visit } from "/page/locker/visiting.js";

const AGAIN_SECONDS = 30; // a door that stays open, and trouble that somebody asks about by a touch
const TICKET_SECONDS = 3; // so long the code of a promised ticket is waited for
const CHIMES = { open: [660, 880], closed: [880], failed: [330, 262], uncertain: [330, 262] };
const CHIME_SECONDS = 0.18;

const words = (key, names = {}) => ({ key: `page.locker.${key}`, names });
const AWAY = [words("away.title"), words("away.say")];
const PROMPTS = ["prompt", "warn", "alarm"].map((how) => words(`open.${how}`));

// --- at a door

function opening({ compartment: no, asks }) {
  if (asks === "opened") return [words("asked.title", { no }), words("asked.say")];
  if (asks === "shut") return [words("vouched.title", { no }), words(`vouched.${brings() ? "bring" : "collect"}`)];
  if (triesAgain.value) return [words("opening.again")];
  return [...moved(no), words("opening.title", { no }), ...where(no), words("opening.say")];
}

function open({ compartment: no }) {
  if (openFor.value !== "say") return [words(`open.${openFor.value}`)];
  return [...moved(no), words("open.title", { no }), ...where(no), words(`open.${brings() ? "bring" : "collect"}`)];
}

// The question last: it waits for an answer.
function closed() {
  const what = brings() ? "put-in" : "taken";
  return [words(`closed.${what}.say`), words(`closed.${what}.title`)];
}

// What the paper does comes before the rest: whoever has it may go.
function done(now) {
  const [title, rest] = [words(`done.${did()}.title`), words(`done.${did()}.say`)];
  if (did() !== "put-in" || !now.receipt) return [title, rest];
  return paperOf(now) === "pending" ? [title] : [title, words(`receipt.${paperOf(now)}`), rest];
}

const kept = (ticket) => (ticket ? [words(keptKey(promised.value))] : []);

const failed = ({ compartment: no, ticket }) =>
  [words("failed.title", { no }), words(`failed.${brings() ? "bring" : "collect"}${ticket ? "-kept" : ""}`), ...kept(ticket)];

const uncertain = ({ compartment: no, said: noted, ticket }) =>
  [words("uncertain.title", { no }), words(`uncertain.${noted ?? (ticket ? "say-kept" : "say")}`), ...kept(ticket)];
const moved = (no) => (movedFrom.value === null ? [] : [words("opening.moved", { no: movedFrom.value, other: no })]);
const where = (no) => (placeKey(no) ? [{ key: placeKey(no), names: {} }] : []);

const DOOR = { opening, open, closed, done, failed, uncertain };

// How often a door that stays open was asked to be shut since the staff know of it.
function rounds() {
  const alarm = view.value?.figures.alarm_seconds;
  return openFor.value === "alarm" ? Math.floor((seconds.value - alarm) / AGAIN_SECONDS) : 0;
}

// What becomes of a promised ticket is known in a moment; what is said begins with it.
function isAwaited({ state, ticket }) {
  if (!["failed", "uncertain"].includes(state) || !ticket || seconds.value >= TICKET_SECONDS) return false;
  return !promised.value?.number && !promised.value?.opens_at;
}

const door = computed(() => {
  const now = visit.value;
  if (session.value.page !== "visit" || !now || isAwaited(now)) return null;
  const lines = DOOR[now.state](now);
  const isOpen = now.state === "open";
  const first = !isOpen || openFor.value === "say";
  return {
    of: JSON.stringify([now.state, lines, isOpen ? rounds() : 0]), lines,
    chime: first && CHIMES[now.state] ? { tones: CHIMES[now.state], seconds: CHIME_SECONDS } : null,
    loud: isOpen && ["warn", "alarm"].includes(openFor.value),
  };
});

// --- the answer to a press, and the question to who may have gone

const answer = computed(() => said.value?.key ? { of: said.value, lines: [{ key: said.value.key, names: said.value.names ?? {} }] } : null);

const asksWho = computed(() => warning.value !== null);
const idle = computed(() =>
  asksWho.value ? { of: "idle", lines: [words("idle.title"), words("idle.say", { seconds: warning.peek() })] } : null);

// --- trouble of the cabinet, or of the line: told to who is there when it begins, and to who touches the screen

const stands = computed(() => {
  const { page } = session.value;
  if (!view.value || page === "visit") return null;
  return line.value === "stale" ? "away" : line.value === "live" ? trouble.value : null;
});
const told = signal(null); // the trouble that somebody there is to hear of; another object for each time
let toldAt = -Infinity;

function tellTrouble() {
  toldAt = performance.now();
  told.value = { of: stands.value };
}

effect(() => {
  const now = stands.value;
  untracked(() => {
    told.value = null;
    if (now && !isFresh()) tellTrouble();
  });
});
effect(() => isFresh() && untracked(() => (told.value = null)));

function touched() {
  if (stands.value && performance.now() - toldAt >= AGAIN_SECONDS * 1000) tellTrouble();
}

const plight = computed(() => {
  if (told.value === null) return null;
  return { of: told.value, lines: told.value.of === "away" ? AWAY : [words(`trouble.${told.value.of}`)] };
});

export { AWAY, PROMPTS, answer, door, idle, plight, touched };
