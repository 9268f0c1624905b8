// What stands on the wall, read by every part of it: the view, the calls, the languages, and the turn of paged lines.
import { computed, signal } from "/page/preact.js";
import { sayIn, tag } from "/page/words.js";
import { html } from "/page/preact.js";

const view = signal(null);
// What this screen is, as GET /displays/{id} tells it; until then it shows nothing.
const screen = signal({ template: null, logo: null, pictures: [], picture_seconds: 12, notice_seconds: 8, hours: null });
const calls = signal({ cards: [], list: [] });
const tongues = signal(["zh"]); // of this screen, the first one larger
const turn = signal(0); // grows as paged lines turn over
const trust = signal("live"); // "live" | "stale" | "grey"
const heardAt = signal(0); // the server's time when it was last heard

// A text in every language of the screen, one run each.
function both(key, names = {}) {
  return tongues.value.map((tongue, at) => html`
    <span key=${tongue} class=${at ? "second" : "first"} lang=${tag(tongue)}>${sayIn(tongue, key, names)}</span>`);
}

// A name of the plan in one language; as text, whatever it holds.
const named = (name, tongue) => name?.[tongue] || name?.zh || name?.en || "";

function bothNamed(name) {
  const texts = tongues.value.map((tongue) => [tongue, named(name, tongue)]);
  return texts.filter(([, text], at) => at === 0 || text !== texts[0][1]).map(([tongue, text], at) => html`
    <span key=${tongue} class=${at ? "second" : "first"} lang=${tag(tongue)} dir="auto">${text}</span>`);
}

// "3号窗口", "Window 3"; a label that is a name of its own stands alone. `mark` stands where the label does.
function windowWords(tongue, label, mark = label) {
  return /^[\w-]+$/.test(label) ? sayIn(tongue, "page.display.window", { label: mark }) : mark;
}

const formats = new Map();

// A moment (milliseconds since 1970) as people of the hall read it; `kind`: "time" or "date".
function told(kind, tongue, at) {
  const zone = view.value?.timezone;
  const key = `${kind} ${tongue} ${zone}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(tag(tongue), { ...KINDS[kind], timeZone: zone }));
  return formats.get(key).format(at);
}

const KINDS = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  date: { month: "long", day: "numeric", weekday: "short" },
};

// The name of the zone where a call's window lies, on a wall of several zones; null where one would say nothing.
function zoneOf(call) {
  if (screen.value.template !== "main" || view.value.zones.length < 2) return null;
  return view.value.zone_names[view.value.zones.indexOf(call.zone)] ?? null;
}

const closed = computed(() => view.value?.closed ?? null);

export {
  both, bothNamed, calls, closed, heardAt, named, screen, told, tongues, trust, turn, view, windowWords, zoneOf,
};
