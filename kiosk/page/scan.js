// A code held before the kiosk, by whichever reader: what it is comes from the server, and is shown. The code itself is
// sent once and kept nowhere.
import { batch, effect, untracked } from "/page/preact.js";
import { Refusal, ask } from "/page/ask.js";
import { say } from "/page/words.js";
import { line, scanned, view } from "/page/kiosk/hall.js";
import { look } from "/page/kiosk/look.js";
import { change, go, place, said, session } from "/page/kiosk/session.js";
import { OVER, acting, handOver, ticket, unsent } from "/page/kiosk/taking.js";
import { watchWedge } from "/page/wedge.js";

// What is worth asking about: our own token, a link that ends in one, or a plain word of another service.
const ASKED = /^(?:https?:\/\/[^\s?#]{1,200}\/T\/[A-Z2-7]{29}|[A-Za-z0-9:._-]{6,256})$/i;
const TRIES = 2;
const ANSWERS = ["ask", "note", "void"]; // a number that still waits for its visitor's word
const UNSURE = ["sent", "unknown", "failed", "void"];

let asked = 0;

// A reading of the reader that types; null: nobody can read it.
async function read(text) {
  if (!takes()) return;
  if (text === null || !ASKED.test(text)) return show({ what: "not-ours" });
  const mine = (asked += 1);
  go("code", { code: { what: "asking" } });
  const answer = await meaning(text);
  if (mine === asked && session.value.code?.what === "asking") show(answer);
}

async function meaning(text) {
  try {
    return await ask("POST", `/kiosks/${place}/codes`, { text }, { tries: TRIES });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { what: error.status === 422 ? "not-ours" : "away" };
  }
}

// Is this a moment for a code? Not while a press is under way, nor before a number was noted.
function takes() {
  const { page, press, scanned: again } = session.value;
  if (!view.value || line.value === "revoked" || press || unsent.value || acting.value) return false;
  if (page !== "ticket" || !ticket.value || again || !ANSWERS.includes(look(ticket.value))) return true;
  said.value = { kind: "warn", text: () => say("page.kiosk.code.answer-first") };
  return false;
}

function show(answer) {
  const { what, service } = answer;
  if (what === "not-ours") return go("code", { code: { what }, misread: session.value.misread + 1 });
  if (what === "away" || what === "promised") return go("code", { code: { what } });
  if (what === "check-in") return go("code", { code: { what, service }, misread: 0 });
  const { id, number, state } = answer.ticket;
  if (OVER.includes(state)) return go("code", { code: { what: "over", number, state }, misread: 0 });
  batch(() => {
    ticket.value = answer.ticket;
    go("ticket", { ticket: id, scanned: true, code: null, misread: 0, noted: true, instead: null });
  });
  if (UNSURE.includes(answer.ticket.hand_over)) handOver("shown"); // who holds its code has the number
}

// A scanner on a line of its own is read by the server, and the page is told.
function watchCodes() {
  if (session.value.code?.what === "asking") change({ page: "home", code: null }); // loaded anew: what was read is gone
  watchWedge({
    marks: () => view.value?.wedge ?? { prefix: "", suffix: "" },
    begin: () => {
      const { query } = session.value;
      return () => {
        document.activeElement?.blur(); // an input method ends here
        if (session.value.query !== query) change({ query });
      };
    },
    read,
  });
  effect(() => {
    const answer = scanned.value;
    if (answer) untracked(() => takes() && show(answer));
  });
}

export { watchCodes };
