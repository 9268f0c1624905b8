// A visitor who has gone: after a while the screen asks, counts down, and begins anew. Any touch says he is still here.
import { computed, effect, signal, untracked } from "/page/preact.js";
import { modes } from "/page/screen.js";
import { change, end, isFresh, session } from "/page/kiosk/session.js";
import { slow, ticket, unsent } from "/page/kiosk/taking.js";
import { look } from "/page/kiosk/look.js";

const LOOK_MILLIS = 250;
// Seconds until the warning and from there to the end; [usual, elder].
const STEP = { idle: [40, 90], warn: [20, 30] };
const HOME = { idle: [60, 120], warn: [0, 0] }; // only language, modes and page go back, so nobody is asked
const KEPT = { idle: [8, 20], warn: [0, 0] }; // the number is in the visitor's hand
const NOTE = { idle: [30, 60], warn: [20, 30] }; // the number is still to be noted

const now = signal(0);
let touchedAt = 0;

// What holds for the page that is shown; null: it never ends by itself.
const limit = computed(() => {
  const { page, touched, press } = session.value;
  if (press && !unsent.value) return null; // the hall's turn
  if (page === "home") return isFresh() && !unsent.value ? null : HOME;
  if (page !== "ticket" || !ticket.value) return STEP;
  const kind = look(ticket.value);
  if (kind === "note" || kind === "ask") return NOTE;
  return ["kept", "printed"].includes(kind) && !touched ? KEPT : STEP;
});

const seconds = ([usual, elder]) => (modes.value.elder ? elder : usual);

// {left, total, showsDigits}: the warning that stands, or null.
const warning = computed(() => {
  const rule = limit.value;
  if (!rule || !seconds(rule.warn)) return null;
  const left = seconds(rule.idle) + seconds(rule.warn) - (now.value - touchedAt) / 1000;
  const total = seconds(rule.warn);
  return left <= total ? { left: Math.max(0, Math.ceil(left)), total, digits: left <= total / 2 } : null;
});

// Whole seconds until a ticket that is in the visitor's hand goes back by itself; null: it does not.
const leaving = computed(() => {
  const rule = limit.value;
  if (rule !== KEPT) return null;
  return Math.max(0, Math.ceil(seconds(rule.idle) - (now.value - touchedAt) / 1000));
});

// A new picture has its own time.
const picture = computed(() => [session.value.page, ticket.value && look(ticket.value), limit.value === null].join(" "));

function begin() {
  touchedAt = Date.now();
  now.value = touchedAt;
}

function touch(event) {
  if (warning.value && event.type === "pointerdown") return; // the question goes when the finger lifts: not under it
  begin();
  if (session.value.page === "ticket" && !session.value.touched) change({ touched: true });
}

function tick() {
  now.value = Date.now();
  const rule = limit.value;
  if (now.value < touchedAt) touchedAt = now.value; // the clock was set back
  if (!rule || slow.value) return;
  if (now.value - touchedAt >= (seconds(rule.idle) + seconds(rule.warn)) * 1000) {
    end();
    ticket.value = null;
    unsent.value = false;
  }
}

function watchIdle() {
  effect(() => {
    void picture.value;
    untracked(begin);
  });
  for (const kind of ["pointerdown", "keydown", "click"]) addEventListener(kind, touch, { capture: true });
  setInterval(tick, LOOK_MILLIS);
}

export { leaving, warning, watchIdle };
