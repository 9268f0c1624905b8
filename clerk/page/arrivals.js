// New arrivals, said to who does not look: one quiet sentence at most every ten seconds, the count in the tab's title, and
// two notes for the first at an empty line.
import { html, signal, useEffect, useRef } from "/page/preact.js";
import { names, say } from "/page/words.js";
import { chime } from "/page/clerk/chime.js";
import { hall, now, view, waiting } from "/page/clerk/state.js";

const QUIET_MILLIS = 10_000;
const sentence = signal("");

function Arrivals() {
  const last = useRef({ count: waiting.value, more: 0, saidAt: 0 });
  const heardOf = useRef(view.value.window);
  useEffect(() => {
    const was = last.current;
    if (was.count === 0 && waiting.value > 0 && view.value.state === "idle") chime();
    was.more += Math.max(0, waiting.value - was.count);
    was.count = waiting.value;
    if (was.more === 0 || now.value - was.saidAt < QUIET_MILLIS || heardOf.current !== view.value.window) return;
    sentence.value = say("page.clerk.arrived", { more: was.more, count: waiting.value });
    Object.assign(was, { more: 0, saidAt: now.value });
  }, [waiting.value, now.value]);
  useEffect(() => {
    document.title = title();
  });
  return html`<p class="unseen" aria-live="polite" data-test="arrivals">${sentence.value}</p>`;
}

// "(6) window 3 · the hall's name"; a mark in front when somebody came to an idle window.
function title() {
  const { label, alert } = view.value;
  const count = waiting.value ? `(${waiting.value}) ` : "";
  return `${alert ? "● " : ""}${count}${say("page.clerk.window", { label })} · ${names(hall.value?.name)}`;
}

export { Arrivals };
