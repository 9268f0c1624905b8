// The cabinet's voice: it says what its screen shows at a door or a failure, in the language now chosen. The newest is said,
// in place of what was being said; a press of a button silences it.
import { computed, effect, untracked } from "/page/preact.js";
import { silence, spokenBy, voiceFor } from "/page/voice-browser.js";
import { Clips } from "/page/voice-clips.js";
import { Player, log } from "/page/voice-player.js";
import { language, say } from "/page/words.js";
import { isNight, line, view } from "/page/locker/bank.js";
import { state } from "/page/locker/door.js";
import { AWAY, PROMPTS, answer, door, idle, plight, touched } from "/page/locker/sentences.js";
import { place, session } from "/page/locker/session.js";

const LOUDER = 1.5;
const CHIME_SHARE = 0.6; // of the voice's loudness
const PAUSE_MILLIS = 250; // between two sentences

let player = null;
let clips = null;
let now = null; // {source, what}: what stands to be said, or was said last
let waits = false; // for a touch that lets the browser sound
let turn = 0; // a later one has taken the word
let rung = null; // of what the chime was last

function startVoice() {
  player = new Player(() => waits && player.running && now && begin(now.source, now.what));
  clips = new Clips(`/api/v1/lockers/${encodeURIComponent(place)}/speech`, (bytes) => player.decode(bytes));
  for (const source of [plight, door, answer, idle]) follow(source);
  effect(() => {
    void language.value;
    untracked(() => now && begin(now.source, now.what));
  });
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touch, { capture: true });
  fetchSoon();
}

function follow(source) {
  let of = null;
  effect(() => {
    const what = source.value;
    if ((what?.of ?? null) === of) return;
    of = what?.of ?? null;
    untracked(() => {
      if (what) begin(source, what);
      else if (now?.source === source) end();
    });
  });
}

function end() {
  now = null;
  stop();
}

// Silence, and nobody who spoke goes on.
function stop() {
  turn += 1;
  waits = false;
  player.hush();
  silence();
}

// The touch that wakes the sound stops nothing.
function touch(event) {
  if (player.running && event.target.closest?.("button")) stop();
  touched();
}

async function begin(source, what) {
  stop();
  const mine = turn;
  now = { source, what };
  waits = !player.running;
  if (waits) return void player.mend();
  if (what.chime && rung !== what.of) await chime(what);
  if (!view.value?.voice.on) return;
  const tongue = language.value;
  const sounds = what.lines.map((each) => clips.sound(address(each), tongue));
  for (const [at, { key, names }] of what.lines.entries()) {
    const buffer = await sounds[at];
    if (mine !== turn) return;
    await sayOne(buffer, loudness(what.loud), { key, text: say(key, names), language: tongue });
    await new Promise((after) => setTimeout(after, PAUSE_MILLIS));
  }
}

function chime(what) {
  rung = what.of;
  return player.chime(loudness() * CHIME_SHARE, { chime: what.chime });
}

// By the server's clip, else by a voice of the browser's own, else not at all.
async function sayOne(buffer, volume, note) {
  if (buffer !== null) return player.play(buffer, volume, note);
  const own = voiceFor(note.language);
  if (own === undefined) return false;
  const heard = await spokenBy(own, note.language, note.text).utter(volume);
  log.push({ ...note, what: "say", by: "browser", volume, cut: !heard, ended_at: Date.now() });
  return heard;
}

function loudness(loud = false) {
  const { volume = 0, night_volume: night = 0 } = view.value?.voice ?? {};
  return Math.min(1, ((isNight() ? night : volume) / 100) * (loud ? LOUDER : 1));
}

function address({ key, names }) {
  const query = new URLSearchParams(names).toString();
  return query ? `${key}?${query}` : key;
}

// What must be said when the line is away is fetched before, and asked for again so that it is not forgotten for others.
function fetchSoon() {
  const speaks = computed(() => line.value === "live" && view.value.voice.on);
  const tongues = computed(() => view.value?.languages.join(" ") ?? "");
  effect(() => {
    if (!speaks.value) return;
    void session.value.page;
    for (const tongue of tongues.value.split(" ")) for (const each of AWAY) clips.sound(address(each), tongue);
    if (state.value === "open") for (const each of PROMPTS) clips.sound(address(each), language.value);
  });
}

export { startVoice };
