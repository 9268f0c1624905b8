// Hearing the hall: whole views and beats on a socket. First load, reconnect and change are the same path; what is
// older than what was heard is dropped, and a page that hears nothing for its limit says so.
import { computed, signal } from "/page/preact.js";
import { entry, tabKey } from "/page/ask.js";
import { io } from "/page/vendor/socket.io.js";

const LIMIT_MILLIS = 10_000;
const LOOK_MILLIS = 500;
const AGAIN_MILLIS = { least: 250, most: 2000, jitter: 0.5, connect: 4000 };
const REFUSED_MILLIS = 3000; // a refused page knocks again: its key may have been entered meanwhile

let offset = 0; // the server's clock less ours

// The server's time now, in milliseconds since 1970: every clock and age on a page is told by it.
const serverNow = () => Date.now() + offset;

// Listen at `at` (a kiosk's, window's or display's id) in `namespace` ("/kiosk"). Gives signals:
//   view   the newest whole view, null before the first and when the key is revoked
//   state  "connecting" | "live" | "stale" | "refused:<reason>" | "revoked"
//   age    whole seconds since anything was heard
//   joined how often it was connected
// and `silent()`, the milliseconds since then, and `stop()`. `limit` is milliseconds, or a function that gives
// them: a page learns what it is after it has connected.
// `told` names what is to be called with what else this place is told, by event: {code: (said) => ...}.
function hear(namespace, at, { limit = LIMIT_MILLIS, told = {} } = {}) {
  const most = typeof limit === "function" ? limit : () => limit;
  const view = signal(null);
  const refused = signal(null);
  const age = signal(0);
  const late = signal(false);
  const joined = signal(0);
  let heardAt = performance.now();
  let cycledAt = heardAt;
  let knocking = null;
  let anew = true; // the next view is the first of this connection

  const socket = io(namespace, {
    transports: ["websocket"], auth: (tell) => tell({ at, ...(tabKey() ? { key: tabKey() } : {}) }),
    reconnectionDelay: AGAIN_MILLIS.least, reconnectionDelayMax: AGAIN_MILLIS.most,
    randomizationFactor: AGAIN_MILLIS.jitter, timeout: AGAIN_MILLIS.connect, forceNew: true,
  });

  function heard(said) {
    heardAt = performance.now();
    offset = Date.parse(said.at) - Date.now();
    refused.value = null;
    late.value = false;
    age.value = 0;
  }

  function knock() {
    clearTimeout(knocking);
    knocking = setTimeout(() => socket.connect(), REFUSED_MILLIS * (0.75 + Math.random() / 2));
  }

  socket.on("view", (said) => {
    heard(said);
    entry.value = "in";
    // The first of a connection is how things stand, also when the server came back with an older record.
    if (anew || newer(said, view.value)) view.value = said;
    anew = false;
  });
  socket.on("connect", () => {
    anew = true;
    joined.value += 1;
  });
  socket.on("beat", heard);
  for (const [event, hand] of Object.entries(told)) socket.on(event, hand);
  socket.on("connect_error", (error) => {
    if (socket.active) return; // not reached; it tries again by itself
    const reason = error.data?.reason ?? error.message;
    // A key that was good is withdrawn: nothing old stays on the screen.
    const gone = ["no-key", "not-allowed"].includes(reason) && (view.value !== null || refused.value === "revoked");
    refused.value = gone ? "revoked" : `refused:${reason}`;
    view.value = null;
    if (gone) entry.value = "revoked";
    knock();
  });
  socket.on("disconnect", (why) => {
    if (why === "io server disconnect") socket.connect(); // the server let go of us: ask at once whether we may still listen
  });

  const looking = setInterval(() => {
    const silent = performance.now() - heardAt;
    age.value = Math.floor(silent / 1000);
    late.value = silent > most();
    if (late.value && refused.value === null && performance.now() - cycledAt > most()) {
      cycledAt = performance.now(); // a line may be dead without anybody saying so
      socket.disconnect().connect();
    }
  }, LOOK_MILLIS);

  const state = computed(() => {
    if (refused.value !== null) return refused.value;
    if (late.value) return "stale";
    return view.value === null ? "connecting" : "live";
  });

  function stop() {
    clearInterval(looking);
    clearTimeout(knocking);
    socket.disconnect();
  }
  const silent = () => performance.now() - heardAt; // milliseconds since anything was heard
  return { view, state, age, joined, silent, serverNow, stop };
}

// Is `said` newer than `had`? By epoch, then the ledger's number, then time.
function newer(said, had) {
  if (had === null) return true;
  if (said.epoch !== had.epoch) return said.epoch > had.epoch;
  if (said.seq !== had.seq) return said.seq > had.seq;
  return Date.parse(said.at) > Date.parse(had.at);
}

export { hear, newer, serverNow };
