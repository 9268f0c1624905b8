// The audio graph: a chime, sentences, one after the other, and a log of what sounded from when to when.
const CALL = { tones: [659.26, 523.25], seconds: 0.4 }; // Hz, and of each tone: down a third, as in every hall
const GAP_SECONDS = 0.05;
const LEAD_SECONDS = 0.02; // so that a sound's first milliseconds are not past when it is started
const WATCH_MILLIS = 12_000; // no item sounds for longer; one that does is stuck
const SLACK_MILLIS = 1500; // what an ending may come late on a busy machine
const LOG_MOST = 400;
const CHIME_LEVEL = 0.5;

// {what: "chime" | "say", volume, from, to, seconds, cut, ended_at} and what its note tells: `from` to `seconds` by the audio
// clock, `ended_at` by the day's.
const log = [];

// A note goes with each sound into the log: {calls, language, ...}. Its `chime` is true (as a call's) or a chime of its own:
// {tones, seconds}.
class Player {
  #sounding = new Set();

  constructor(changed) {
    this.context = new AudioContext();
    this.context.addEventListener("statechange", changed);
    this.mending = () => this.mend().then(changed);
    for (const gesture of ["pointerdown", "keydown", "touchend"]) addEventListener(gesture, this.mending, { passive: true });
  }

  // Can anything be heard? A browser holds sound back until somebody touches the page, unless it was told not to.
  get running() {
    return this.context.state === "running";
  }

  async mend() {
    if (!this.running) await Promise.race([this.context.resume(), later(SLACK_MILLIS)]);
    return this.running;
  }

  decode(bytes) {
    return this.context.decodeAudioData(bytes);
  }

  // Stop whatever sounds.
  hush() {
    for (const part of this.#sounding) part.stop();
  }

  async chime(volume, note) {
    return this.#sounds([this.#tones(volume, this.context.currentTime + LEAD_SECONDS, note)]);
  }

  // The buffer, after a chime where `note.chime` says so; true when it was heard to its end.
  async play(buffer, volume, note) {
    const now = this.context.currentTime + LEAD_SECONDS;
    const parts = note.chime ? [this.#tones(volume, now, note)] : [];
    parts.push(this.#buffer(buffer, volume, now + (note.chime ? parts[0].seconds + GAP_SECONDS : 0), note));
    return this.#sounds(parts);
  }

  #tones(volume, at, note) {
    const { tones, seconds } = note.chime === true ? CALL : note.chime;
    const made = tones.map((hertz, index) => {
      const from = at + index * seconds;
      const tone = new OscillatorNode(this.context, { frequency: hertz });
      const gain = this.#gain(0);
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(volume * CHIME_LEVEL, from + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, from + seconds);
      tone.connect(gain);
      tone.start(from);
      tone.stop(from + seconds);
      return { node: tone, gain };
    });
    return this.#part("chime", volume, note, at, seconds * tones.length, made);
  }

  #buffer(buffer, volume, at, note) {
    const node = new AudioBufferSourceNode(this.context, { buffer });
    const gain = this.#gain(volume);
    node.connect(gain);
    node.start(at);
    return this.#part("say", volume, note, at, buffer.duration, [{ node, gain }]);
  }

  // What sounds as one, from `at` on for so many seconds; it has ended with its last node.
  #part(what, volume, note, at, seconds, made) {
    const stop = () => made.forEach(({ node }) => node.stop());
    const part = { what, volume, note, at, seconds, stop, node: made.at(-1).node, gains: made.map(({ gain }) => gain) };
    this.#sounding.add(part);
    return part;
  }

  #gain(value) {
    const gain = new GainNode(this.context, { gain: value });
    gain.connect(this.context.destination);
    return gain;
  }

  // Until the last of them has ended; what is stuck is stopped, and the line goes on.
  async #sounds(parts) {
    const last = parts.at(-1);
    const millis = (last.at + last.seconds - this.context.currentTime) * 1000 + SLACK_MILLIS;
    const ends = parts.map((part) => new Promise((end) => part.node.addEventListener("ended", end, { once: true })));
    parts.forEach((part, index) => ends[index].then(() => this.#ended(part)));
    const heard = await Promise.race([Promise.all(ends).then(() => true), later(Math.min(WATCH_MILLIS, millis))]);
    if (heard) return true;
    for (const each of parts) {
      each.stop();
      this.#ended(each);
    }
    return false;
  }

  #ended(part) {
    if (part.ended) return;
    part.ended = true;
    this.#sounding.delete(part);
    const to = Math.max(part.at, this.context.currentTime);
    const { chime, ...told } = part.note;
    log.push({
      ...told, what: part.what, volume: part.volume, from: part.at, seconds: part.seconds,
      to: Math.min(to, part.at + part.seconds), cut: to < part.at + part.seconds - 0.02, ended_at: Date.now(),
    });
    if (log.length > LOG_MOST) log.shift();
    for (const gain of part.gains) gain.disconnect();
  }
}

const later = (millis) => new Promise((end) => setTimeout(end, millis, false));

export { Player, log };
