// Two soft notes when somebody comes to an empty line: for who looks at another program meanwhile. Made here, no file.
import { effect, signal } from "/page/preact.js";

const KEPT = "hall-window-sound";
const NOTES = [[660, 0], [880, 0.18]]; // hertz, seconds after the first
const SECONDS = 0.35;
const LOUDNESS = 0.12; // of 1: a colleague at the next window is with a visitor

const soundOn = signal(localStorage.getItem(KEPT) !== "off");
effect(() => localStorage.setItem(KEPT, soundOn.value ? "on" : "off"));

let audio = null;
let chimes = 0;

// Play it. A browser that lets no page sound before somebody touched it stays silent: the title and the line tell too.
async function chime() {
  if (!soundOn.value) return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") await audio.resume();
  for (const [hertz, after] of NOTES) note(hertz, audio.currentTime + after);
  chimes += 1;
  document.documentElement.dataset.chimes = chimes;
}

function note(hertz, at) {
  const tone = new OscillatorNode(audio, { frequency: hertz });
  const loud = new GainNode(audio, { gain: 0 });
  loud.gain.setValueAtTime(LOUDNESS, at);
  loud.gain.exponentialRampToValueAtTime(0.001, at + SECONDS);
  tone.connect(loud).connect(audio.destination);
  tone.start(at);
  tone.stop(at + SECONDS);
}

export { chime, soundOn };
