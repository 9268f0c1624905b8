// The audio graph: a chime of two tones, sentences, one after the other, and a log of what sounded from when to when.
const TONES = [659.26, 523.25]; // Hz: down a third, as in every hall
const TONE_SECONDS = 0.4;
const GAP_SECONDS = 0.05;
const LEAD_SECONDS = 0.02; // so that a sound's first milliseconds are not past when it is started
const WATCH_MILLIS = 12_000; // no item sounds for longer; one that does is stuck
const SLACK_MILLIS = 1500; // what an ending may come late on a busy machine
const LOG_MOST = 400;
const CHIME_LEVEL = 0.5;

const log = []; // {what: "chime" | "say", calls, language, from, to, seconds, cut}: seconds of the audio clock; ended_at: of the day's

class Player {
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

  async chime(volume, note) {
    return this.#sounds([this.#tones(volume, this.context.currentTime + LEAD_SECONDS, note)]);
  }

  // The buffer, after a chime where `note.chime` says so; true when it was heard to its end.
  async play(buffer, volume, note) {
    const now = this.context.currentTime + LEAD_SECONDS;
    const parts = note.chime ? [this.#tones(volume, now, note)] : [];
    parts.push(this.#buffer(buffer, volume, now + (note.chime ? TONES.length * TONE_SECONDS + GAP_SECONDS : 0), note));
    return this.#sounds(parts);
  }

  #tones(volume, at, note) {
    const gains = TONES.map((hertz, index) => {
      const from = at + index * TONE_SECONDS;
      const tone = new OscillatorNode(this.context, { frequency: hertz });
      const gain = this.#gain(0);
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(volume * CHIME_LEVEL, from + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, from + TONE_SECONDS);
      tone.connect(gain);
      tone.start(from);
      tone.stop(from + TONE_SECONDS);
      return { node: tone, gain };
    });
    const seconds = TONES.length * TONE_SECONDS;
    return { what: "chime", note, at, seconds, node: gains.at(-1).node, gains: gains.map((each) => each.gain) };
  }

  #buffer(buffer, volume, at, note) {
    const node = new AudioBufferSourceNode(this.context, { buffer });
    const gain = this.#gain(volume);
    node.connect(gain);
    node.start(at);
    return { what: "say", note, at, seconds: buffer.duration, node, gains: [gain] };
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
      each.node.stop();
      this.#ended(each);
    }
    return false;
  }

  #ended(part) {
    if (part.ended) return;
    part.ended = true;
    const to = Math.max(part.at, this.context.currentTime);
    log.push({
      what: part.what, calls: part.note.calls, language: part.note.language, from: part.at, seconds: part.seconds,
      to: Math.min(to, part.at + part.seconds), cut: to < part.at + part.seconds - 0.02, ended_at: Date.now(),
    });
    if (log.length > LOG_MOST) log.shift();
    for (const gain of part.gains) gain.disconnect();
  }
}

const later = (millis) => new Promise((end) => setTimeout(end, millis, false));

export { Player, log };
