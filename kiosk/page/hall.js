// What this kiosk hears of the hall: its view, and how far it can be trusted.
import { computed, signal } from "/page/preact.js";
import { entry } from "/page/ask.js";
import { hear } from "/page/hear.js";
import { place } from "/page/kiosk/session.js";

const scanned = signal(null); // what the code is that was last held before a scanner on a line of its own
const heard = hear("/kiosk", place, { told: { code: (said) => (scanned.value = said) } });
const { view, serverNow } = heard;
const STILL_PRINTS = ["paper-low"]; // a problem for the staff alone

// "live" | "connecting" | "stale" | "refused" | "revoked"
const line = computed(() => {
  if (entry.value === "revoked") return "revoked";
  const state = heard.state.value;
  return state.startsWith("refused") ? "refused" : state;
});

// "ready" | "elsewhere" (at `instead`) | "not-ready" | "none": what becomes of a slip here.
const printer = computed(() => {
  const known = view.value?.printer;
  if (!known) return "none";
  if (known.problems.every((problem) => STILL_PRINTS.includes(problem))) return "ready";
  return known.instead ? "elsewhere" : "not-ready";
});

// The kiosk next door where slips come out meanwhile, or null.
const instead = computed(() => (printer.value === "elsewhere" ? view.value.printer.instead : null));

const categories = computed(() => view.value?.categories ?? []);
const category = (id) => categories.value.find((each) => each.id === id) ?? null;
const zone = (id) => view.value?.zones.find((each) => each.id === id) ?? null;
const service = (id) => categories.value.flatMap((each) => each.services).find((each) => each.id === id) ?? null;

// The windows a ticket is sent to, as signs call them: those of its own zone, since help from another is called out.
function windowLabels(ticket) {
  const signs = view.value.zones.flatMap((each) => each.windows.map((window) => ({ ...window, zone: each.id })));
  const may = ticket.windows.map((id) => signs.find((sign) => sign.id === id)).filter(Boolean);
  const here = may.filter((sign) => sign.zone === ticket.zone);
  return (here.length ? here : may).map((sign) => sign.label);
}

const windowLabel = (id) =>
  view.value.zones.flatMap((each) => each.windows).find((window) => window.id === id)?.label ?? id;

// Labels in short, as on the slip: 3 4 5 6 9 is "3-6、9".
function labelRanges(labels, between) {
  const runs = [];
  for (const label of labels) {
    const run = runs.at(-1);
    if (run && follows(run.at(-1), label)) run.push(label);
    else runs.push([label]);
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `${run[0]}-${run.at(-1)}`)).join(between);
}

function follows(before, after) {
  const [one, other] = [before, after].map((label) => /^(.*?)(\d{1,6})$/.exec(label));
  return Boolean(one && other && one[1] === other[1] && Number(one[2]) + 1 === Number(other[2]));
}

export { categories, category, instead, labelRanges, line, printer, scanned, serverNow, service, view, windowLabel, windowLabels, zone };
