// Random hours of a loudspeaker zone with two displays, run against the pages' own queue and speaker: lines break at any
// point, also while a picture is on its way or an answer is, the server starts anew, its record gets another epoch, pages
// are loaded anew. What is said, and when, is watched from outside. Gives what went wrong, and how much happened.
(async ({ seeds, from, minutes }) => {
  const { Queue } = await import("/page/display/voice-queue.js");
  const { Speaker, CHIME_MILLIS } = await import("/page/display/voice-speaker.js");
  const [SILENT, LATE, BEAT, VOICE] = [12_000, 45_000, 3000, "b"]; // of the server: hall/speaking.py, api/live.py
  const wrong = [];
  const sums = { calls: 0, said: 0, taken: 0, cuts: 0, restarts: 0, epochs: 0, reloads: 0, unsaid: 0, latest: 0 };

  function dice(seed) {
    let a = seed * 2654435761 + 1;
    return () => {
      a = (a + 0x6d2b79f5) | 0;
      let t = Math.imul(a ^ (a >>> 15), 1 | a);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  // Time that goes only as far as the next thing to happen; what promises set going in between is let run first.
  class Clock {
    now = 1_000_000;
    #due = [];
    at(millis, act) {
      const entry = { at: this.now + Math.max(0, millis), act };
      const place = this.#due.findIndex((each) => each.at > entry.at);
      this.#due.splice(place < 0 ? this.#due.length : place, 0, entry);
      return entry;
    }
    off(entry) {
      const place = this.#due.indexOf(entry);
      if (place >= 0) this.#due.splice(place, 1);
    }
    async run(until) {
      while (this.#due.length && this.#due[0].at <= until) {
        const next = this.#due.shift();
        this.now = next.at;
        next.act();
        for (let turn = 0; turn < 12; turn += 1) await null;
      }
      this.now = until;
    }
  }

  // The hall and its server, as far as the voice knows them: hall/speaking.py, server/speakers.py, display/view.py.
  class Hall {
    calls = [];
    epoch = 1;
    up = true;
    speaker = null; // {display, page, begunAt}
    away = new Map();
    left = new Map();
    pages = new Set();
    constructor(clock) {
      this.clock = clock;
    }
    view() {
      const calls = this.calls.filter((call) => this.clock.now - call.at < 600_000).slice(-200).reverse();
      const there = this.speaker !== null && [...this.pages].some((page) => page.display === this.speaker.display);
      return {
        epoch: this.epoch, at: new Date(this.clock.now).toISOString(),
        calls: calls.map((call) => ({
          call: call.call, number: call.number, recall: call.recall, language: call.language, withdrawn: call.withdrawn,
          called_at: new Date(call.at).toISOString(),
        })),
        serving: this.calls.filter((call) => call.state === "serving").map((call) => ({ number: call.number })),
        speakers: there ? { [VOICE]: this.speaker.display } : {},
        loudspeakers: { [VOICE]: { languages: ["zh", "en"], volume: 80, silent: false, closing: null } },
      };
    }
    look() {
      const there = [...new Set([...this.pages].map((page) => page.display))].sort();
      const known = this.speaker?.display;
      if (there.includes(known)) return void this.away.clear();
      if (known !== undefined) {
        if (!this.away.has(known)) this.away.set(known, this.clock.now);
        if (this.clock.now - Math.max(this.away.get(known), this.left.get(known) ?? 0) < SILENT) return;
      }
      if (!there.length) return;
      this.away.clear();
      this.speaker = { display: there[0], page: "", begunAt: 0 };
      sums.taken += 1;
      this.tell();
    }
    begin(page, calls) {
      const mine = this.speaker?.display === page.display;
      const other = mine && !["", page.name].includes(this.speaker.page) && this.clock.now - this.speaker.begunAt < SILENT;
      if (!mine || other) return null;
      const due = calls.filter((number) => {
        const call = this.calls[number - 1];
        const newest = this.calls.findLast((each) => each.number === call?.number && !each.withdrawn);
        return call && !call.begun && !call.withdrawn && call.state === "called" && newest === call
          && this.clock.now - call.at <= LATE;
      });
      for (const number of due) this.calls[number - 1].begun = true;
      if (due.length) Object.assign(this.speaker, { page: page.name, begunAt: this.clock.now });
      return { calls: due, closing: false };
    }
    tell() {
      for (const page of this.pages) page.line(() => this.up && this.pages.has(page) && this.view(), (view) => page.hear(view));
    }
    beat() {
      for (const page of this.pages) page.line(() => this.up && this.pages.has(page), () => page.heard());
    }
  }

  // A display's page at the end of a line that may be cut: what is on the way then never comes.
  class Page {
    cut = false;
    gone = false;
    #wake = () => {};
    #reached = 0;
    constructor(display, around) {
      Object.assign(this, { display, ...around });
      this.load();
    }
    load() {
      this.gone = false;
      this.name ??= `${this.display}-${Math.floor(this.random() * 1e9)}`;
      this.queue = new Queue(this.display);
      this.queue.voice = VOICE;
      this.life = {};
      this.speaker = new Speaker(this.queue, this.ports(this.life));
      this.speaker.run();
      this.connect();
    }
    connect() {
      if (this.cut || this.gone || !this.hall.up) return;
      this.backAt = this.clock.now;
      this.hall.pages.add(this);
      this.queue.back();
      this.line(() => this.hall.up && this.hall.view(), (view) => this.hear(view));
    }
    // Something comes over the line a little later, in order, unless the line is cut meanwhile.
    line(made, then) {
      const what = made();
      const life = this.life;
      this.#reached = Math.max(this.#reached, this.clock.now + 5 + this.random() * 60);
      if (!what) return;
      this.clock.at(this.#reached - this.clock.now, () => {
        if (!this.cut && life === this.life && this.hall.pages.has(this)) then(what);
      });
    }
    hear(view) {
      this.queue.hear(view, this.clock.now);
      this.back = this.backAt;
      this.#wake();
    }
    heard() {
      this.queue.heard(this.clock.now);
      this.#wake();
    }
    leave() {
      if (this.hall.pages.delete(this)) this.hall.left.set(this.display, this.clock.now);
    }
    break() {
      this.cut = true;
      this.leave();
    }
    mend() {
      this.cut = false;
      this.connect();
    }
    die() {
      this.gone = true;
      for (const entry of this.log) if (entry.page === this) entry.to = Math.min(entry.to, this.clock.now);
      this.speaker.stop();
      this.life = {};
      this.leave();
    }
    ports(life) {
      const { clock, hall, log, plain } = this;
      const rest = (millis) => new Promise((end) => clock.at(millis, end));
      return {
        now: () => clock.now,
        wait: (millis) => new Promise((end) => {
          const entry = clock.at(millis, end);
          this.#wake = () => {
            clock.off(entry);
            end();
          };
        }),
        ask: async (calls) => {
          await rest(2 + this.random() * 40);
          if (this.cut || !hall.up || life !== this.life) return rest(500).then(() => null);
          const answer = hall.begin(this, calls);
          await rest(2 + this.random() * 40);
          return this.cut ? null : answer; // the answer was lost: the calls are begun, and nobody says them
        },
        sound: async (calls) => {
          await rest(this.random() < 0.05 ? 900 : 15);
          return { millis: calls.length > 1 ? 3100 * calls.length : plain || calls[0].call % 3 ? 3300 : 8000 };
        },
        fetchSoon: () => {},
        chime: () => rest(CHIME_MILLIS).then(() => true),
        play: async (sound, volume, note) => {
          const millis = sound.millis + (note.chime ? CHIME_MILLIS : 0);
          const entry = { page: this, calls: note.calls, chime: note.chime, from: clock.now, to: clock.now + millis, epoch: hall.epoch };
          if (life !== this.life) return false;
          entry.late = this.back !== undefined && clock.now - this.back < 60_000 ? this.back : null;
          log.push(entry);
          await rest(millis);
          return life === this.life;
        },
        spoken: () => {},
      };
    }
  }

  async function hour(seed) {
    const random = dice(seed);
    const clock = new Clock();
    const hall = new Hall(clock);
    const log = [];
    const fail = (what) => wrong.length < 20 && wrong.push(`seed ${seed} at ${clock.now}: ${what}`);
    const plain = seed % 4 === 0; // nothing breaks: then everything is said
    const pages = ["b1", "b2"].map((display) => new Page(display, { hall, clock, random, log, plain }));
    const tick = () => {
      if (hall.up) hall.look();
      clock.at(500, tick);
    };
    const beat = () => {
      hall.beat();
      clock.at(BEAT, beat);
    };
    tick();
    beat();

    let ticket = 0;
    const call = (number, recall) => {
      hall.calls.push({
        call: hall.calls.length + 1, number, recall, at: clock.now, withdrawn: false, state: "called", begun: false,
        language: random() < 0.2 ? "en" : "zh", was: hall.epoch,
      });
      hall.tell();
    };
    function act() {
      clock.at(random() < 0.1 ? 30_000 * random() : (plain ? 9000 : 5000) * random() + 800, act);
      const what = random();
      if (!hall.up) return;
      if (what < 0.55 || plain) {
        const burst = plain ? 1 : random() < 0.1 ? 12 : 1;
        for (let each = 0; each < burst; each += 1) call(`B${(ticket += 1)}`, 0);
      } else if (what < 0.65) {
        const old = hall.calls.at(-1 - Math.floor(random() * 4));
        if (old?.state !== "called" || old.withdrawn || clock.now - old.at < 10_000) return;
        old.state = "over";
        call(old.number, old.recall + 1);
      } else if (what < 0.75) {
        const old = hall.calls.at(-1 - Math.floor(random() * 3));
        if (old && old.state === "called") Object.assign(old, random() < 0.5 ? { withdrawn: true, overAt: clock.now } : { state: "serving", overAt: clock.now });
        hall.tell();
      } else if (what < 0.87) {
        const page = pages[Math.floor(random() * 2)];
        if (page.cut) return;
        page.break();
        sums.cuts += 1;
        clock.at(random() < 0.3 ? random() * 2000 : random() * 60_000, () => page.mend());
      } else if (what < 0.93) {
        const page = pages[Math.floor(random() * 2)];
        if (page.gone) return;
        page.die();
        sums.reloads += 1;
        clock.at(200 + random() * (random() < 0.5 ? 1500 : 40_000), () => page.load());
      } else {
        restart();
      }
    }
    // The server goes and comes back, sometimes from an older copy: then with another epoch, and calls that never were.
    function restart() {
      hall.up = false;
      hall.pages.clear();
      sums.restarts += 1;
      clock.at(300 + random() * 20_000, () => {
        if (random() < 0.3 && hall.calls.length > 3) {
          sums.epochs += 1;
          hall.epoch += 1;
          hall.calls.length -= Math.floor(random() * 3);
        }
        hall.away.clear();
        hall.left.clear();
        hall.up = true;
        for (const page of pages) clock.at(random() * 3000, () => page.connect());
      });
    }
    act();
    await clock.run(clock.now + minutes * 60_000);
    for (const page of pages) {
      page.die();
    }
    judge({ fail, hall, log, plain });
    sums.calls += hall.calls.length;
    sums.said += log.length;
  }

  function judge({ fail, hall, log, plain }) {
    const first = log.filter((entry) => entry.chime);
    const said = new Map();
    for (const entry of first) {
      for (const number of entry.calls) {
        const call = hall.calls[number - 1];
        const key = `${entry.epoch} ${number}`;
        if (said.has(key)) fail(`call ${number} said twice, by ${said.get(key).page.display} and ${entry.page.display}`);
        said.set(key, entry);
        if (call === undefined || call.was !== entry.epoch) continue; // of a past that the record no longer has
        const age = entry.from - call.at;
        sums.latest = Math.max(sums.latest, age);
        if (age > LATE + BEAT + 1000) fail(`call ${number} said ${age} ms late`);
        if (entry.late !== null && call.at < entry.late - 30_000 - 100) fail(`call ${number} said though older than 30 s at a reconnect`);
        if (call.overAt !== undefined && entry.from > call.overAt + 1000) fail(`call ${number} said though it was over`);
      }
    }
    const line = [...log].sort((a, b) => a.from - b.from);
    for (let at = 1; at < line.length; at += 1) {
      if (line[at].from < line[at - 1].to) fail(`two at once: ${line[at - 1].page.display} and ${line[at].page.display}`);
      if (line[at].to - line[at].from > SILENT) fail("a sentence of more than twelve seconds");
    }
    for (const call of hall.calls) {
      if (said.has(`${call.was} ${call.call}`)) continue;
      sums.unsaid += 1;
      if (plain && call.at < line.at(-1)?.from - LATE) fail(`call ${call.call} never said though nothing broke`);
    }
  }

  for (let seed = from; seed < from + seeds; seed += 1) await hour(seed);
  return { wrong, ...sums };
})
