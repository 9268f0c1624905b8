// A visit: asking for a door, following what it does, and saying what was done. A press counts once; the door's own news
// comes from the server, and nothing here says that a door is open because it was asked for.
import { computed, effect, signal, untracked } from "/page/preact.js";
import { Refusal, ask, press } from "/page/ask.js";
import { line, scanned, serverNow, told, view } from "/page/locker/bank.js";
import { change, digits, end, go, place, said, session, tell } from "/page/locker/session.js";

const LOOK_MILLIS = { opening: 300, else: 2000 };
const OVER = ["done", "failed", "uncertain"];
const LOCATOR = 5;
const QR = /^LK1:(\d{1,8}):([0-9A-F]{32})$/i;

const visit = signal(null); // as the server last told it
const acting = signal(null); // the act under way: "open", "confirm", "reopen"
const base = `/lockers/${encodeURIComponent(place)}`;

const codeDigits = () => view.value?.figures.code_digits ?? 8;
const wanted = () => LOCATOR + codeDigits();

// One act at a time, each its own press; a no is said in words, and silence too.
async function act(name, path, body) {
  if (acting.value) return null;
  acting.value = name;
  said.value = null;
  try {
    return await ask("POST", `${base}${path}`, body, { press: press() });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(error);
    return null;
  } finally {
    acting.value = null;
  }
}

function refuse(error) {
  if (error.status === 0) tell("warn", "page.locker.not-reached");
  else if (error.status === 429 && error.retrySeconds) tell("warn", "page.locker.slow-down", { seconds: error.retrySeconds });
  else if (error.sentence) tell("warn", error.sentence.key, error.sentence.names);
  else said.value = { kind: "warn", text: () => error.message };
}

async function begin(kind, path, body) {
  const begun = await act("open", path, body);
  if (!begun) return false;
  visit.value = begun;
  go("visit", { kind, visit: begun.id, first: begun.compartment, said: null });
  return true;
}

const pickUp = async (locator, secret) => {
  const right = await begin("pick-up", "/pick-ups", { locator, secret });
  if (!right) digits.value = digits.value.slice(0, LOCATOR);
};

const typedCode = () => pickUp(digits.value.slice(0, LOCATOR), digits.value.slice(LOCATOR));

const dropOff = () => {
  const { case: number, size, low } = session.value;
  return begin("drop-off", "/deposits", { ...(number ? { case: number } : {}), ...(size ? { size } : {}), low });
};

async function report(path, body) {
  const next = await act(path, `/visits/${session.value.visit}/${path}`, body);
  if (next) visit.value = next;
}

const confirm = (is) => {
  change({ said: is });
  return report("confirm", { is });
};
const answer = (is) => report("confirm", { is }); // whether a door opened that is read as shut
const reopen = () => report("reopen", {});

// What a scanner read: a code of ours opens at once, whatever picture is shown before a visit; else it may be a case.
// Null: it could not be read.
function read(text) {
  const { page, kind } = session.value;
  if (!view.value || line.value === "revoked" || acting.value || page === "visit") return;
  const ours = QR.exec(text?.trim() ?? "");
  if (ours) pickUp(ours[1], ours[2]);
  else if (page === "bring" && kind === "drop-off" && /^[\w.:/-]{3,64}$/.test(text ?? "")) go("size", { case: text });
  else tell("warn", "page.locker.not-ours");
}

// A scanner on a line of its own is read by the server, and the page is told.
function watchScanner() {
  effect(() => {
    const said = scanned.value;
    if (!said) return;
    scanned.value = null;
    untracked(() => read(said.text));
  });
}

// --- following the door

const isOver = computed(() => visit.value !== null && OVER.includes(visit.value.state));
// Is there something on the screen that is worth a photograph: a promised ticket's code, a receipt without its paper?
const toKeep = computed(() => Boolean(visit.value?.ticket || (visit.value?.receipt && visit.value.hand_over !== "printed")));
const doorOpen = computed(() => visit.value !== null && ["opening", "open"].includes(visit.value.state));

// May the door be opened once more? Until the server's own time for it.
const mayReopen = (now) => Boolean(visit.value?.reopen_until) && Date.parse(visit.value.reopen_until) > now;

async function reread() {
  const id = session.value.visit;
  if (!id || acting.value) return;
  try {
    const next = await ask("GET", `${base}/visits/${id}`, undefined, { tries: 1 });
    if (session.value.visit === id && !acting.value) visit.value = next;
  } catch (error) {
    if (error.status === 404) leave(); // long over
  }
}

function leave() {
  visit.value = null;
  end();
}

// Read again whenever something was heard, and every so often: the pulse and the door take their time.
function follow() {
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    if (!session.value.visit) return;
    timer = setTimeout(look, visit.value?.state === "opening" ? LOOK_MILLIS.opening : LOOK_MILLIS.else);
  };
  const look = async () => {
    await reread();
    again();
  };
  effect(() => {
    const { visit: id } = session.value;
    const now = id && told(id);
    untracked(() => {
      if (now && visit.value) visit.value = { ...visit.value, ...now };
      if (id) look();
    });
  });
}

export {
  LOCATOR, acting, answer, base, codeDigits, confirm, doorOpen, dropOff, follow, isOver, leave, mayReopen, read, reopen, serverNow, toKeep,
  typedCode, visit, wanted, watchScanner,
};
