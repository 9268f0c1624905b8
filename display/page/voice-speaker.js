// Speaking what the queue holds, one sentence after the other and none cut: a sound is fetched, the server is asked, the
// chime and the sentence are played, and what was heard to its end is acknowledged.
const CHIME_MILLIS = 850;
const IDLE_MILLIS = 500;
const AGAIN_MILLIS = 1000; // after the server could not be asked, or another page speaks
const SOON = 3;
const LONG_MILLIS = 11_000; // a chime and a sentence: below the lease of the queue

// `ports`: now(), wait(millis) (until then, or until something was heard), ask(calls, closing) -> {calls, closing}
// or null, sound(calls, language, closing) -> {millis} or null, chime(volume, note), play(sound, volume, note) -> whether it
// was heard to its end (note: {calls, language, chime}), fetchSoon(calls, language), spoken(calls).
class Speaker {
  #stopped = false;

  constructor(queue, ports) {
    Object.assign(this, { queue, ports });
  }

  async run() {
    while (!this.#stopped) if (!(await this.turn())) await this.ports.wait(IDLE_MILLIS);
  }

  stop() {
    this.#stopped = true;
  }

  // Say the next item; false when there is none, or not now.
  async turn() {
    const { queue, ports } = this;
    let item = queue.next(ports.now());
    if (item === null) return false;
    for (const call of queue.soon(SOON)) ports.fetchSoon([call.call], queue.main);
    let sound = await this.#sound(item, queue.main);
    if (item.calls.length > 1 && lasts(sound) > LONG_MILLIS) {
      item = { ...item, calls: item.calls.slice(0, 1) }; // windows with long names: one after the other
      sound = await this.#sound(item, queue.main);
    }
    if (!queue.next(ports.now()) || !queue.holds(item)) return queue.size > 0;
    if (!queue.may(lasts(sound), ports.now())) return false;
    const answer = await ports.ask(numbers(item), item.closing !== null);
    if (answer === null) {
      await ports.wait(AGAIN_MILLIS);
      return false;
    }
    const begun = queue.begun(item, answer.calls);
    if (begun.calls.length || (begun.closing !== null && answer.closing)) {
      await this.#say(begun, begun.calls.length === item.calls.length ? sound : await this.#sound(begun, queue.main));
    }
    return true;
  }

  // The item as it is said: the chime, then sentence after sentence while there is need and time.
  async #say(item, first) {
    const { queue, ports } = this;
    if (queue.silent) return void (await this.#chime(item));
    let began = ports.now();
    for (;;) {
      await this.#until(queue.after(item, began));
      const language = queue.language(item);
      if (language === null) return;
      const chime = !item.said.length;
      const sound = chime ? first : await this.#sound(item, language);
      if (!(await this.#mayBegin(sound, chime)) || queue.language(item) === null) return;
      began = ports.now() + (chime ? CHIME_MILLIS : 0);
      if (sound === null && chime) await this.#chime(item);
      const heard = sound !== null && (await ports.play(sound, queue.volume, { calls: numbers(item), language, chime }));
      if (heard && item.calls.length && !item.heard) {
        item.heard = true;
        ports.spoken(numbers(item));
      }
      item.said.push(language);
    }
  }

  // Wait while the line is only a little late; false when this display may not go on.
  async #mayBegin(sound, chime) {
    const { queue, ports } = this;
    const millis = lasts(sound) - (chime ? 0 : CHIME_MILLIS);
    while (!queue.may(millis, ports.now())) {
      if (!queue.mine(ports.now())) return false;
      await ports.wait(IDLE_MILLIS);
    }
    return true;
  }

  #chime(item) {
    return this.ports.chime(this.queue.volume, { calls: numbers(item), language: null, chime: true });
  }

  async #until(at) {
    while (this.ports.now() < at) await this.ports.wait(at - this.ports.now());
  }

  // The sound of an item, or null; one too long to be safe from a successor is none.
  async #sound(item, language) {
    if (this.queue.silent) return null;
    const sound = await this.ports.sound(item.calls, language, item.closing !== null);
    return item.calls.length === 1 && lasts(sound) > LONG_MILLIS ? null : sound;
  }
}

const numbers = (item) => item.calls.map((call) => call.call);
const lasts = (sound) => (sound?.millis ?? 0) + CHIME_MILLIS;

export { AGAIN_MILLIS, CHIME_MILLIS, Speaker };
