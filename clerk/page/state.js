// What the window's page knows: the view it hears, the names of the plan, the time, and what it is asking just now.
// The server's truth is in `heard.view` alone; everything else here is of this browser and may be lost.
import { computed, effect, signal } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { hear, newer, serverNow } from "/page/hear.js";
import { placeHere } from "/page/screen.js";

const SECOND_MILLIS = 500;
const UNREACHED_MILLIS = 2000;
const MINUTE_MILLIS = 60_000;
const TELL_MILLIS = MINUTE_MILLIS / 2; // well within the shortest lock
const WATCH_MILLIS = 1000;

const place = placeHere();
// "asking" | "in" | "out" (nobody signed in here) | "lost" (was in, and is not any more) | "locked" (was away for a while)
const seat = signal("asking");
const sitter = signal(null); // whose password a locked page asks for
const heard = signal(null); // what `hear` gave, once somebody sits here
const hall = signal(null); // GET /hall: names of services, windows, priority classes
const now = signal(Date.now());
const dialog = signal(null); // {name, ...} of the dialog that is open

const view = computed(() => heard.value?.view.value ?? null);
const link = computed(() => heard.value?.state.value ?? "connecting");
const silence = computed(() => heard.value?.age.value ?? 0);
const live = computed(() => link.value === "live");
const waiting = computed(() => (view.value?.lanes ?? []).reduce((sum, lane) => sum + lane.count, 0));

// Begin: may this browser work at this window? Then listen; else a person signs in.
async function begin() {
  setInterval(() => (now.value = serverNow()), SECOND_MILLIS);
  while (seat.value === "asking") {
    try {
      await ask("GET", `/windows/${place}`, undefined, { tries: 1 });
      sitDown();
    } catch (no) {
      if ([401, 403].includes(no.status)) seat.value = no.reason === "locked" ? "locked" : "out";
      else await new Promise((again) => setTimeout(again, UNREACHED_MILLIS));
    }
  }
}

function sitDown() {
  heard.value = hear("/clerk", place);
  seat.value = "in";
  effect(() => {
    if (live.value) readHall();
  });
  effect(() => {
    if (link.value === "refused:locked") leave("locked");
    else if (link.value === "revoked" || link.value.startsWith("refused:")) leave("lost");
  });
  keepWatch();
}

// A person at this window: what is typed or pointed at keeps the page open, and the server hears of it each minute. After
// a while of nothing the page locks: it shows nothing of anybody until the password is given again.
function keepWatch() {
  let touchedAt = performance.now();
  let toldAt = touchedAt;
  const touch = () => (touchedAt = performance.now());
  for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"]) document.addEventListener(kind, touch, { passive: true });
  setInterval(() => {
    const minutes = view.value?.person ? view.value.policy.lock_minutes : 0;
    if (seat.value !== "in" || !minutes) return;
    if (performance.now() - touchedAt > minutes * MINUTE_MILLIS) leave("locked");
    else if (touchedAt > toldAt && performance.now() - toldAt > TELL_MILLIS) {
      toldAt = performance.now();
      readView();
    }
  }, WATCH_MILLIS);
}

// Nobody sits here any more: nothing of what was heard stays on the screen.
function leave(how) {
  sitter.value = how === "locked" ? (view.value?.person ?? null) : null;
  heard.value?.stop();
  dialog.value = null;
  seat.value = how;
}

// The names of the plan; again after every reconnect, since the plan may be another then.
async function readHall() {
  try {
    hall.value = await ask("GET", "/hall", undefined, { tries: 1 });
  } catch {
    // The names heard before still hold; without any, ids are shown until the next connection.
  }
}

// The picture as the server has it now: after a refusal the page was behind, or wants to be sure.
async function readView() {
  try {
    const said = await ask("GET", `/windows/${place}`, undefined, { tries: 1 });
    if (newer(said, view.value)) heard.value.view.value = said;
  } catch {
    // The socket will tell, or say that it cannot.
  }
}

const found = (list, id) => hall.value?.[list].find((each) => each.id === id);
const service = (id) => found("services", id);
const serviceName = (id) => service(id)?.name ?? id;
const className = (id) => found("priority_classes", id)?.name ?? id;
const windowOf = (id) => found("windows", id);

export {
  begin, className, dialog, hall, leave, link, live, now, place, readView, seat, service, serviceName, silence, sitter, view, waiting,
  windowOf,
};
