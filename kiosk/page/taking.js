// Taking a number and what may be asked of it afterwards. A press is kept before it is sent: a reload, or a line that
// broke, sends the same press again and gets the same number.
import { batch, effect, signal, untracked } from "/page/preact.js";
import { Refusal, ask, press } from "/page/ask.js";
import { language, say } from "/page/words.js";
import { instead, view } from "/page/kiosk/hall.js";
import { change, end, go, place, said, session, settle } from "/page/kiosk/session.js";

const SLOW_MILLIS = 2000; // after this a visitor is told what keeps him waiting
const LOOK_MILLIS = { pending: 500, else: 3000 };
const OVER = ["done", "cancelled", "expired"];

const ticket = signal(null); // the current ticket as the server last told it
const slow = signal(false); // the press under way takes long
const unsent = signal(false); // the press under way was given up: nobody knows yet
const acting = signal(null); // the act on the ticket under way: "cancel", "paper", ...

// One press, one number. While one is under way no other begins.
function take(service) {
  if (session.value.press) return;
  change({ press: { key: press(), service, language: language.value } });
  send();
}

// Send the press that is kept, again if need be.
async function send() {
  const asked = session.value.press;
  const late = setTimeout(() => (slow.value = true), SLOW_MILLIS);
  unsent.value = false;
  try {
    const body = { service: asked.service, language: asked.language, kiosk: place };
    show(await ask("POST", "/tickets", body, { press: asked.key }));
  } catch (error) {
    failed(error);
  } finally {
    clearTimeout(late);
    slow.value = false;
  }
}

function show(taken) {
  batch(() => {
    ticket.value = taken;
    go("ticket", { press: null, ticket: taken.id, noted: false, instead: instead.value, scanned: false, code: null });
  });
}

// A no is an answer; silence is not, and keeps the press.
function failed(error) {
  if (!(error instanceof Refusal)) throw error;
  if (error.status === 0 || error.status >= 500) {
    unsent.value = true;
    return;
  }
  change({ press: null });
  if (error.status === 401) return; // the page itself says that it is out of use
  said.value = { kind: "warn", text: () => error.message };
}

function giveUp() {
  unsent.value = false;
  end();
}

// --- the ticket on the screen

// Ask something of the ticket: one act at a time, each its own press.
async function act(name, path, body = {}) {
  if (acting.value) return false;
  acting.value = name;
  said.value = null;
  try {
    told(await ask("POST", `/tickets/${session.value.ticket}${path}`, body));
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    said.value = { kind: "warn", text: () => (error.status === 0 ? say("page.kiosk.not-reached") : error.message) };
    return false;
  } finally {
    acting.value = null;
  }
}

function told(next) {
  if (!next || next.id !== session.value.ticket) return;
  const before = ticket.value;
  ticket.value = next;
  if (before && (before.hand_over !== next.hand_over || before.state !== next.state)) settle();
}

// The visitor says that he has the number, or that nothing came out.
async function handOver(by) {
  if (ticket.value.hand_over === by || (await act(by, "/hand-over", { by }))) change({ noted: true, touched: false });
}

const comeBack = () => act("return", "/return");
const reprint = () => act("reprint", "/reprint");
const reclass = (wishes) => act("reclass", "/reclass", wishes);

async function cancel() {
  const number = ticket.value.number;
  if (!(await act("cancel", "/cancel"))) return;
  leave();
  said.value = { kind: "info", text: () => say("page.kiosk.cancelled", { number }) };
}

// Back to the tiles, for another matter of the same visitor.
function leave() {
  batch(() => {
    go("home", { ticket: null, category: null, query: "", turns: {}, scanned: false });
    ticket.value = null;
  });
}

const done = () => {
  end();
  ticket.value = null;
};

// Read the ticket again whenever something was heard, and every so often.
function watch() {
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    const { ticket: id } = session.value;
    if (!id) return;
    const waits = ticket.value === null || ticket.value.hand_over === "pending" ? LOOK_MILLIS.pending : LOOK_MILLIS.else;
    timer = setTimeout(look, waits);
  };
  const look = async () => {
    const id = session.value.ticket;
    if (id && !acting.value) await reread(id);
    again();
  };
  effect(() => {
    const id = session.value.ticket;
    void view.value?.seq;
    if (id) untracked(() => (ticket.value === null ? look() : again()));
  });
  effect(() => {
    void view.value?.seq;
    untracked(() => {
      if (session.value.ticket && ticket.value) look();
    });
  });
}

async function reread(id) {
  try {
    const next = await ask("GET", `/tickets/${id}`, undefined, { tries: 1 });
    if (acting.value) return; // an act's own answer is newer
    if (OVER.includes(next.state)) done();
    else told(next);
  } catch (error) {
    if (error.status === 404) done(); // not a number of this hall (any more)
  }
}

// After a reload: the press that was under way is sent again.
function resume() {
  if (session.value.press) send();
  watch();
}

export {
  OVER, acting, cancel, comeBack, done, giveUp, handOver, leave, reclass, reprint, resume, send, slow, take, ticket, unsent,
};
