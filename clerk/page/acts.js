// What a clerk can do: one table of acts with their key, icon, when they are possible, and what is asked for them.
// One act at a time: while one is asked all others wait, so a press is an act and never two.
import { batch, computed, effect, signal } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { say } from "/page/words.js";
import { dialog, live, now, place, readView, service, view, waiting } from "/page/clerk/state.js";

const SETTLED_MILLIS = 700; // the picture that shows the act is mostly here in a few; longer than this nobody waits

const asking = signal(null); // the act that is under way, or null
const retrying = signal(false);
const said = signal(null); // {kind: "ok" | "no", text} about the last act, near the button; text is a function

const ticket = computed(() => view.value?.ticket ?? null);
const ready = computed(() => live.value && asking.value === null);
const at = (time) => (time ? Date.parse(time) : 0);

const undoSeconds = computed(() => Math.max(0, Math.ceil((at(view.value?.undo_until) - now.value) / 1000)));
const recallSeconds = computed(() => Math.max(0, Math.ceil((at(view.value?.visit?.recall_from) - now.value) / 1000)));

// At a joint session elsewhere, the visitor is the other window's to begin and to finish.
const isGuest = () => Boolean(view.value?.joint && view.value.joint.window !== place);
const isState = (...states) => states.includes(view.value?.state) && !isGuest();
const mayMiss = () => Boolean(view.value?.visit?.may_miss) && !isGuest();

// name -> {key: event.code, icon, when: is it possible, how: what to do}
const ACTS = {
  next: { key: "KeyN", icon: "call", when: () => PRIMARY[primary.value].when(), how: () => PRIMARY[primary.value].how() },
  start: { key: "KeyS", icon: "start", when: () => isState("calling"), how: () => act("start") },
  finish: { key: "KeyE", icon: "finish", when: () => isState("serving", "calling"), how: () => act("finish") },
  outcome: { key: "KeyO", icon: "paper", when: () => isState("serving", "calling") && service(ticket.value?.service)?.outcomes.length > 1,
    how: () => open("outcome") },
  recall: { key: "KeyR", icon: "recall", when: () => mayMiss() && view.value.visit.recalls_left > 0 && !recallSeconds.value,
    how: () => act("recall") },
  "no-show": { key: "KeyX", icon: "absent", when: mayMiss, how: () => act("no-show") },
  hold: { key: "KeyH", icon: "hold", when: () => isState("serving", "calling"), how: () => open("hold") },
  transfer: { key: "KeyT", icon: "transfer", when: () => isState("serving", "calling"), how: () => open("transfer") },
  note: { key: "KeyM", icon: "notice", when: () => Boolean(ticket.value && view.value.person), how: () => open("note") },
  serve: { key: "KeyW", icon: "person", when: () => isState("idle"), how: () => open("serve") },
  join: { key: "KeyJ", icon: "people", when: () => view.value?.invitations.length > 0, how: () => act("join", { ticket: view.value.invitations[0].id }) },
  pause: { key: "KeyP", icon: "pause", when: () => isState("idle", "paused"),
    how: () => (isState("paused") ? act("resume") : open("pause")) },
  close: { icon: "closed", when: () => isState("idle", "paused"), how: () => open("close") },
  undo: { icon: "undo", when: () => undoSeconds.value > 0, how: () => act("undo") },
};

// The one button in its fixed place: what it does follows the state.
const PRIMARY = {
  open: { icon: "window", when: () => true, how: () => act("open") },
  resume: { icon: "start", when: () => true, how: () => act("resume") },
  call: { icon: "call", when: () => true, how: () => act("call-next", { finish: false }) },
  joined: { icon: "people", when: () => false, how: () => {} },
  wait: { icon: "hourglass", when: () => false, how: () => {} },
  start: { icon: "start", when: () => true, how: () => act("start") },
  "finish-call": { icon: "call", when: () => true, how: () => act("call-next", { finish: true }) },
  "finish-last": { icon: "finish", when: () => true, how: () => act("call-next", { finish: true }) },
};
const primary = computed(() => {
  const { state } = view.value ?? { state: "closed" };
  if (state === "closed") return "open";
  if (state === "paused") return "resume";
  if (isGuest()) return "joined";
  if (state === "calling") return "start";
  if (state === "serving") return waiting.value ? "finish-call" : "finish-last";
  return waiting.value ? "call" : "wait";
});

const may = (name) => ready.value && ACTS[name].when();

// By key or by button: nothing happens while it is not possible.
function press(name) {
  if (may(name)) ACTS[name].how();
}

const open = (name) => batch(() => {
  said.value = null;
  dialog.value = { name, ticket: ticket.value?.id ?? null, number: ticket.value?.number ?? null };
});

// Ask for an act at this window; the current ticket goes along, so a page that is behind is told so. True: it is done.
function act(name, body = {}, seen = ticket.value?.id) {
  const guarded = ["open", "close", "pause", "resume", "call", "serve", "join", "release"].includes(name) || !seen ? body : { ...body, ticket: seen };
  return once(name, `/windows/${place}/${name}`, guarded);
}

// Ask for something else than a window's act: nothing in its picture has to change.
const step = (name, path, body) => once(name, path, body, false);

async function once(name, path, body, settles = true) {
  if (!ready.value) return false;
  const number = ticket.value?.number;
  batch(() => {
    asking.value = name;
    said.value = null;
  });
  const before = picture();
  try {
    const answer = await ask("POST", path, body, { retrying: () => (retrying.value = true) });
    said.value = { kind: "ok", text: done(name, answer, number), why: answer?.why ?? null };
    if (settles) await settled(before);
    return true;
  } catch (no) {
    said.value = { kind: "no", text: () => no.message };
    if (no.status === 409) await readView();
    return false;
  } finally {
    batch(() => {
      asking.value = null;
      retrying.value = false;
    });
  }
}

// What was done, in words that follow the language.
function done(name, answer, number) {
  const called = answer?.ticket?.number;
  if (name === "call-next" || name === "call") {
    return () => (called ? say("page.clerk.done.called", { number: called }) : say("page.clerk.done.nobody-next"));
  }
  return () => say(`page.clerk.done.${name}`, { number: called ?? number ?? "" });
}

const picture = () => JSON.stringify([view.value?.state, ticket.value?.id, ticket.value?.recalls, view.value?.undo_until,
  view.value?.missed.count, view.value?.held.count, view.value?.alarms.filter((one) => one.seen).length]);

// Until the view shows what was done: the button must not offer the old act to a quick second press.
function settled(before) {
  return new Promise((shown) => {
    const timer = setTimeout(() => shown(), SETTLED_MILLIS);
    const stop = effect(() => {
      if (picture() === before && live.value) return;
      clearTimeout(timer);
      shown();
    });
    setTimeout(() => stop(), SETTLED_MILLIS);
  });
}

// A missed or held visitor is back.
const bringBack = (one) => once("return", `/tickets/${one.id}/return`, {});
const seeAlarm = (id) => once("seen", `/alarms/${encodeURIComponent(id)}/seen`, {});
const callNumber = (one) => act("call", { ticket: one.id });

export {
  ACTS, PRIMARY, act, asking, at, bringBack, callNumber, may, press, primary, ready, recallSeconds, retrying, said,
  seeAlarm, step, ticket, undoSeconds,
};
