// A short sound when a door opens and when it waits to be shut: made here, so that no file is fetched. Quiet at night.
import { effect, untracked } from "/page/preact.js";
import { serverNow } from "/page/locker/bank.js";
import { visit } from "/page/locker/visiting.js";

const NOTES = { open: [660, 880], closed: [880], failed: [330, 262], uncertain: [330, 262] };
const NOTE_SECONDS = 0.18;
const VOLUME = { day: 0.25, night: 0.08 };
const NIGHT_FROM = 22;
const NIGHT_TO = 7;

let sounds = null;

function ring(notes) {
  sounds ??= new AudioContext();
  if (sounds.state !== "running") return; // a browser that wants a touch first gets one soon
  const hour = new Date(serverNow()).getHours();
  const loud = hour >= NIGHT_FROM || hour < NIGHT_TO ? VOLUME.night : VOLUME.day;
  notes.forEach((pitch, at) => {
    const [tone, level] = [sounds.createOscillator(), sounds.createGain()];
    const from = sounds.currentTime + at * NOTE_SECONDS;
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(loud, from);
    level.gain.exponentialRampToValueAtTime(0.001, from + NOTE_SECONDS);
    tone.connect(level).connect(sounds.destination);
    tone.start(from);
    tone.stop(from + NOTE_SECONDS);
  });
}

function chimes() {
  let before = null;
  effect(() => {
    const state = visit.value?.state ?? null;
    if (state !== before && NOTES[state]) untracked(() => ring(NOTES[state]));
    before = state;
  });
}

export { chimes };
