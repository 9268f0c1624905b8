// What this cabinet's page hears of its bank: the whole view, how far it can be trusted, and what may be offered.
import { computed, signal } from "/page/preact.js";
import { entry } from "/page/ask.js";
import { hear } from "/page/hear.js";
import { place } from "/page/locker/session.js";

const scanned = signal(null); // {text} that a scanner on a line of its own has just read; taken away at once
const heard = hear("/locker", place, { told: { code: (said) => (scanned.value = said) } });
const { view, serverNow } = heard;

// "live" | "connecting" | "stale" | "refused" | "revoked"
const line = computed(() => {
  if (entry.value === "revoked") return "revoked";
  const state = heard.state.value;
  return state.startsWith("refused") ? "refused" : state;
});

const compartments = computed(() => view.value?.compartments ?? []);

// Why no door opens just now: "unread" (the doors are being read), "silent", "frozen"; null: all is well.
const trouble = computed(() => {
  const now = view.value;
  if (!now || now.ready) return null;
  if (now.frozen.length) return "frozen";
  return now.problem ? "silent" : "unread";
});

// How many compartments of a size are free; only those that somebody seated reaches where `low`.
const room = (size, low) => view.value.sizes.find((each) => each.size === size)?.[low ? "low" : "free"] ?? 0;

// Is anything free at all?
const hasRoom = computed(() => (view.value?.sizes ?? []).some((each) => each.free > 0));

// The time in the hall, whatever zone this device is set to: as the hall's own times say ("...+08:00"), by the server's clock.
// Its minutes and hours are read as UTC.
function hallTime() {
  const east = /([+-])(\d\d):(\d\d)$/.exec(view.value?.at ?? "");
  const minutes = east ? (east[1] === "-" ? -1 : 1) * (Number(east[2]) * 60 + Number(east[3])) : 0;
  return new Date(serverNow() + minutes * 60_000);
}

// Is a minute of the day within a night that may go over midnight?
const within = ([from, to], minute) => (from < to ? minute >= from && minute < to : minute >= from || minute < to);

function isNight() {
  const now = hallTime();
  return view.value !== null && within(view.value.voice.night, now.getUTCHours() * 60 + now.getUTCMinutes());
}

// What the server tells of a visit at this cabinet, or null: it is long over.
const told = (id) => view.value?.visits.find((each) => each.id === id) ?? null;

export { compartments, hallTime, hasRoom, isNight, line, room, scanned, serverNow, told, trouble, view, within };
