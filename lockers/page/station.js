// A cabinet with a computer of its own: when the hall says nothing any more, this page leaves for that computer's address,
// which knows who serves the cabinet now. Nobody is taken away from an open door.
import { line } from "/page/locker/bank.js";
import { session } from "/page/locker/session.js";
import { doorOpen } from "/page/locker/visiting.js";

const LOOK_MILLIS = 1000;
const LEAVES_MILLIS = { usual: 8000, door: 60_000 };
const AWAY = ["connecting", "stale"];
const HERE = /^http:\/\/(127\.0\.0\.1|localhost):\d{1,5}$/;

// "http://127.0.0.1:5080", out of the page's address, or null.
function station() {
  const given = new URLSearchParams(location.search).get("station");
  return given !== null && HERE.test(given) ? given : null;
}

function watchStation() {
  const there = station();
  if (there === null) return;
  let since = performance.now();
  setInterval(() => {
    if (!AWAY.includes(line.value)) since = performance.now(); // a hall that says no is there
    const waits = session.value.page === "visit" && doorOpen.value ? LEAVES_MILLIS.door : LEAVES_MILLIS.usual;
    if (performance.now() - since > waits) location.replace(there);
  }, LOOK_MILLIS);
}

export { watchStation };
