// A phone in a pocket: while a call waits for this helper it trembles and sounds softly, every few seconds, and the
// sentence is said to a screen reader. Sound is allowed by browsers only after a touch.
import { html, signal, useEffect } from "/page/preact.js";
import { say } from "/page/words.js";
import { live, waitingForMe } from "/page/helper/state.js";

const AGAIN_MILLIS = 8000;
const TREMBLE_MILLIS = [180, 90, 180];
const TONES = [[660, 0], [880, 0.18]]; // hertz, seconds from now
const SOFT = 0.08;

const muted = signal(false);
let sound = null;

// The first touch lets the page sound.
function listenForTouch() {
  addEventListener("pointerdown", () => {
    sound ??= new AudioContext();
    if (sound.state === "suspended") sound.resume();
  });
}

function ring() {
  navigator.vibrate?.(TREMBLE_MILLIS);
  if (muted.value || sound?.state !== "running") return;
  for (const [hertz, after] of TONES) {
    const [tone, volume] = [sound.createOscillator(), sound.createGain()];
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(SOFT, sound.currentTime + after);
    volume.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + after + 0.5);
    tone.connect(volume).connect(sound.destination);
    tone.start(sound.currentTime + after);
    tone.stop(sound.currentTime + after + 0.5);
  }
}

function Bell() {
  const waiting = live.value ? waitingForMe.value.map((call) => call.id).join() : "";
  useEffect(() => {
    if (!waiting) return undefined;
    ring();
    const again = setInterval(ring, AGAIN_MILLIS);
    return () => clearInterval(again);
  }, [waiting]);
  const first = waitingForMe.value[0];
  return html`<p class="unseen" aria-live="assertive" data-test="rings" data-count=${waitingForMe.value.length}>
    ${first ? say(`page.helper.asks.${first.kind}`, { place: first.label }) : ""}</p>`;
}

export { Bell, listenForTouch, muted };
