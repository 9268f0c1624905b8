// The voice of a wall: whether this display speaks, with what, and whether it can be heard. `startVoice` sets it going.
import { effect, html, render, signal } from "/page/preact.js";
import { ask, press } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { sayIn, tag } from "/page/words.js";
import { tongues } from "/page/display/board.js";
import { spokenBy, voiceFor } from "/page/voice-browser.js";
import { Clips } from "/page/voice-clips.js";
import { Player } from "/page/voice-player.js";
import { Queue } from "/page/display/voice-queue.js";
import { Speaker } from "/page/display/voice-speaker.js";

const PAGE_KEY = "hall-voice-page";
const LOOK_MILLIS = 2000; // between two looks at whether sound works
const PROBE_MILLIS = 30_000; // between two tries to get a clip again
const PACE_MILLIS = 1000; // one POST of what was spoken a second, at most

// "none": this display does not speak; "ready"; "blocked": the browser holds its sound back; "voiceless": it can chime and
// has neither clips nor a voice of its own.
const sound = signal("none");

// `heard` is what hear() gives; `place` this display's id. Called when the page has drawn: the sign stands beside that.
function startVoice(place, heard) {
  render(html`<${Mute} />`, document.body.appendChild(document.createElement("aside")));
  const queue = new Queue(place);
  const voice = new Voice(place, queue, heard);
  effect(() => {
    if (heard.joined.value) queue.back();
  });
  effect(() => {
    const view = heard.view.value;
    if (view === null) queue.clear();
    else voice.hear(view);
  });
  effect(() => {
    if (heard.state.value === "live") voice.learn();
  });
  setInterval(() => voice.look(), LOOK_MILLIS);
}

class Voice {
  #player = null;
  #clips = null;
  #page = pageName();
  #wake = () => {};
  #spoken = new Set(); // heard to their end, not acknowledged yet
  #told = null; // what the server knows of our sound
  #telling = false;
  #failedAt = null; // when a clip could not be had
  #probedAt = -Infinity;
  #epoch = null;
  #last = null; // the newest view, and when it was heard

  constructor(place, queue, heard) {
    Object.assign(this, { path: `/displays/${encodeURIComponent(place)}`, place, queue, heard });
  }

  hear(view) {
    if (this.#epoch !== view.epoch) this.#clips?.forget();
    this.#epoch = view.epoch;
    this.#last = { view, at: performance.now() };
    this.queue.hear(view, this.#last.at);
    this.#wake();
  }

  // Which loudspeaker zone this display speaks in. Asked at each connection: the plan may be another.
  async learn() {
    this.#told = null;
    try {
      const screen = await ask("GET", this.path, undefined, { tries: 2 });
      this.queue.voice = screen.voice;
      if (screen.voice !== null && this.#player === null) this.#begin();
      if (this.#last !== null) this.queue.hear(this.#last.view, this.#last.at);
      await this.look();
    } catch (error) {
      if (error.name !== "Refusal") throw error; // a refusal shows by the socket too; asked again when connected
    }
  }

  #begin() {
    this.#player = new Player(() => this.look());
    this.#clips = new Clips(`/api/v1${this.path}/clips`, (bytes) => this.#player.decode(bytes));
    new Speaker(this.queue, this.#ports()).run();
  }

  // Does the sound work? Tells the server when that changed.
  async look() {
    if (this.queue.voice !== null) {
      await this.#player.mend();
      if (this.#player.running) await this.#probe();
    }
    sound.value = this.#sound();
    await this.#tell();
  }

  #sound() {
    if (this.queue.voice === null) return "none";
    if (!this.#player.running) return "blocked";
    const able = this.#failedAt === null || voiceFor(this.queue.main ?? "zh") !== undefined;
    return able ? "ready" : "voiceless";
  }

  // Try a clip that is always there: at the start, and now and then after one could not be had.
  async #probe() {
    const now = performance.now();
    const due = this.#probedAt < 0 || (this.#failedAt !== null && now - this.#probedAt > PROBE_MILLIS);
    if (!due || this.queue.main === null) return;
    this.#probedAt = now;
    this.#got(await this.#clips.sound("closing", this.queue.main));
  }

  #got(buffer) {
    this.#failedAt = buffer === null ? performance.now() : null;
    return buffer;
  }

  // --- telling the server: what was spoken, and how the sound is

  async #tell() {
    if (this.#telling || (this.#told === sound.value && !this.#spoken.size)) return;
    this.#telling = true;
    const spoken = [...this.#spoken].slice(0, 200);
    const said = sound.value;
    try {
      await ask("POST", `${this.path}/acks`, { spoken, sound: said }, { tries: 2 });
      for (const call of spoken) this.#spoken.delete(call);
      this.#told = said;
    } catch (error) {
      if (error.name !== "Refusal") throw error; // it is told again with the next look
    } finally {
      await new Promise((end) => setTimeout(end, PACE_MILLIS));
      this.#telling = false;
    }
    if (this.#spoken.size) this.#tell();
  }

  // --- what the speaker needs

  #ports() {
    return {
      now: () => this.#now(),
      wait: (millis) => this.#wait(millis),
      ask: (calls, closing) => this.#ask(calls, closing),
      sound: (calls, language, closing) => this.#made(calls, language, closing),
      fetchSoon: (calls, language) => void this.#clips.sound(calls.join("-"), language),
      chime: (volume, note) => this.#player.chime(volume, note),
      play: (made, volume, note) => this.#play(made, volume, note),
      spoken: (calls) => {
        for (const call of calls) this.#spoken.add(call);
        this.#tell();
      },
    };
  }

  // The time; the queue then knows since when nothing was heard.
  #now() {
    const now = performance.now();
    this.queue.heard(now - this.heard.silent());
    return now;
  }

  #wait(millis) {
    return new Promise((end) => {
      const timer = setTimeout(end, millis);
      this.#wake = () => {
        clearTimeout(timer);
        end();
      };
    });
  }

  async #ask(calls, closing) {
    if (!this.#player.running) return null;
    try {
      return await ask("POST", `${this.path}/speech`, { page: this.#page, calls, closing }, { tries: 2 });
    } catch (error) {
      if (error.name !== "Refusal") throw error;
      return null; // another page or display speaks, or the server is away: asked again, if it is still to be said
    }
  }

  async #made(calls, language, closing) {
    const what = closing ? "closing" : calls.map((each) => each.call).join("-");
    const buffer = this.#got(await this.#clips.sound(what, language) ?? (await this.#clips.sound(what, language)));
    if (buffer !== null) return { millis: buffer.duration * 1000, buffer };
    const own = voiceFor(language);
    const text = calls.map((each) => each.say[language] ?? "").join("；");
    return own === undefined || text === "" ? null : spokenBy(own, language, text);
  }

  async #play(made, volume, note) {
    if (made.buffer !== undefined) return this.#player.play(made.buffer, volume, note);
    if (note.chime) await this.#player.chime(volume, note);
    return made.utter(volume);
  }
}

// This page's own name: the same after it is loaded anew, and another for every tab.
function pageName() {
  const known = sessionStorage.getItem(PAGE_KEY) ?? press();
  sessionStorage.setItem(PAGE_KEY, known);
  return known;
}

// A small sign while this wall should be heard and cannot.
function Mute() {
  const [first] = tongues.value;
  if (!["blocked", "voiceless"].includes(sound.value)) return null;
  return html`<span class="mute" lang=${tag(first)} data-test="mute">
    ${icon("mute", sayIn(first, "page.display.no-sound"))}</span>`;
}

export { sound, startVoice };
