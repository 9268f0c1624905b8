// What a loudspeaker zone still has to say, in which order and how often: pure, with the time handed in (milliseconds of
// the page's own clock). The server has the last word: before each sentence it is asked whether that is still to be said.
const LATE_MILLIS = 45_000; // a call this old is not spoken any more
const BACK_MILLIS = 30_000; // nor one this old when it was heard of late: after a break, after a reload
const QUIET_MILLIS = 8000; // nothing heard for so long: no further sentence is begun
const LEASE_MILLIS = 11_500; // and none that would last longer than this after the last thing heard
const APART_MILLIS = 4000; // between the beginnings of a sentence and its repeat
const GROUP = 3;
const FEWER = [2, 4, 7]; // calls not spoken yet from which on sentences get fewer, step by step
const BEHIND_MILLIS = 15_000; // and one step more when the oldest of them has waited so long
const RUSH = 3; // the step at which several are said in one breath

class Queue {
  #waiting = new Map(); // call -> {...call, at}: still to be said
  #known = new Map(); // call -> called_at: heard of, said or dropped
  #speakers = {};
  #loud = null;
  #serving = new Set();
  #newest = new Map(); // number -> its newest call that stands
  #epoch = null;
  #closing = null;
  #told = null; // the closing time that was said
  #heardAt = -Infinity;
  #now = -Infinity; // when it was last asked
  #back = true;
  #backAt = -Infinity; // when the line was whole again

  constructor(me) {
    this.me = me;
    this.voice = null; // the loudspeaker zone of this display
  }

  // Something was heard: a beat, or a view.
  heard(at) {
    this.#heardAt = Math.max(this.#heardAt, at);
  }

  // The line was broken and is whole again: what grew old meanwhile is not said.
  back() {
    this.#back = true;
  }

  // A whole view, heard now.
  hear(view, now) {
    const late = this.#back || view.epoch !== this.#epoch;
    this.#back = false;
    this.heard(now);
    this.#epoch = view.epoch;
    this.#speakers = view.speakers;
    this.#loud = view.loudspeakers?.[this.voice] ?? null;
    this.#closing = this.#loud?.closing ?? null;
    this.#serving = new Set(view.serving.map((each) => each.number));
    this.#newest = newest(view.calls);
    this.#forget(view.calls);
    for (const call of view.calls) this.#add(call, now - (Date.parse(view.at) - Date.parse(call.called_at)), now);
    if (late) this.#backAt = now;
    this.#drop((call) => this.#old(call));
  }

  // The key is no good any more: nothing is said.
  clear() {
    this.#waiting.clear();
    this.#speakers = {};
    this.#loud = null;
  }

  // May a sentence of so many milliseconds begin now? Only by the display that the server names, and while it is heard.
  may(millis, now) {
    this.#now = now;
    const silent = now - this.#heardAt;
    return this.mine(now) && silent + millis <= LEASE_MILLIS;
  }

  mine(now) {
    return this.voice !== null && this.#speakers[this.voice] === this.me && now - this.#heardAt < QUIET_MILLIS;
  }

  // The next thing to say, or null: {calls, closing, languages}; it stays in the queue until `begun`.
  next(now) {
    this.#now = now;
    this.#drop((call) => !this.#stands(call) || now - call.at > LATE_MILLIS);
    if (!this.mine(now) || this.#loud === null) return null;
    const calls = this.#inOrder();
    if (calls.length) return { calls: this.#together(calls), closing: null };
    return this.#closing !== null && this.#closing !== this.#told ? { calls: [], closing: this.#closing } : null;
  }

  // Is all of an item still to be said?
  holds(item) {
    return item.closing !== null ? item.closing === this.#closing : item.calls.every((each) => this.#waiting.has(each.call));
  }

  // Calls that come soon: their sounds can be fetched meanwhile.
  soon(most) {
    return this.#inOrder().slice(0, most);
  }

  // The server was asked: these may be said (none of the others: they were said, served or taken back).
  begun(item, granted) {
    for (const call of item.calls) this.#waiting.delete(call.call);
    if (item.closing !== null) this.#told = item.closing;
    return { ...item, calls: item.calls.filter((call) => granted.includes(call.call)), said: [] };
  }

  // The language in which an item is to be said next, or null: enough was said of it. `item.said`: languages so far.
  language(item) {
    if (this.#loud === null || item.calls.some((call) => this.#old(call))) return null;
    if (item.said.length && !item.calls.every((call) => this.#stands(call))) return null;
    const left = [...item.said];
    for (const each of this.#pattern(item)) {
      const at = left.indexOf(each);
      if (at < 0) return each;
      left.splice(at, 1);
    }
    return null;
  }

  // When the next sentence of an item may begin at the earliest, after one that began at `began`.
  after(item, began) {
    return item.said.length && this.language(item) === item.said.at(-1) ? began + APART_MILLIS : began;
  }

  get volume() {
    return (this.#loud?.volume ?? 0) / 100;
  }

  get silent() {
    return this.#loud?.silent ?? false;
  }

  get main() {
    return this.#loud?.languages[0] ?? null;
  }

  get size() {
    return this.#waiting.size;
  }

  // --- inside

  // Heard of for the first time: to be said, unless it is old or nobody needs to hear it.
  #add(call, at, now) {
    if (this.voice === null || this.#known.get(call.call) === call.called_at) return;
    this.#known.set(call.call, call.called_at);
    if (now - at > BACK_MILLIS || !this.#stands(call)) return;
    this.#waiting.set(call.call, { ...call, at });
  }

  // Nobody came yet, it was not taken back, and its ticket was not called again since.
  #stands(call) {
    return this.#newest.get(call.number) === call.call && !this.#serving.has(call.number);
  }

  // It was old already when the line was whole again.
  #old(call) {
    return this.#backAt - call.at > BACK_MILLIS;
  }

  #drop(gone) {
    for (const call of [...this.#waiting.values()]) if (gone(call)) this.#waiting.delete(call.call);
  }

  // What a view does not have (any more, or as another epoch's) is not said.
  #forget(calls) {
    const there = new Map(calls.map((call) => [call.call, call.called_at]));
    for (const [call, at] of this.#known) if (there.get(call) !== at) this.#known.delete(call);
    this.#drop((call) => there.get(call.call) !== call.called_at);
  }

  // Recalls first, then calls, each in order.
  #inOrder() {
    return [...this.#waiting.values()].sort((a, b) => (b.recall > 0) - (a.recall > 0) || a.call - b.call);
  }

  // In a rush, a few in one breath; a recall is said by itself.
  #together(calls) {
    if (this.#step(calls) < RUSH || calls[0].recall > 0) return [calls[0]];
    return calls.filter((call) => call.recall === 0).slice(0, GROUP);
  }

  // The languages in which an item is said, by how many wait behind it.
  #pattern(item) {
    const [main, ...others] = this.#loud?.languages ?? [];
    if (item.closing !== null) return [main, ...others];
    const step = this.#step([...item.calls, ...this.#waiting.values()]);
    if (item.calls.length > 1 || step >= RUSH) return [main];
    if (step === 2) return [main, ...others.filter((each) => each === item.calls[0]?.language)];
    return step === 1 ? [main, ...others] : [main, main, ...others];
  }

  // How short to be: 0 as long as one likes ... 3 several in one breath. One call alone is never behind.
  #step(calls) {
    const step = FEWER.filter((each) => calls.length >= each).length;
    const behind = calls.length > 1 && this.#now - Math.min(...calls.map((call) => call.at)) > BEHIND_MILLIS;
    return Math.min(step + (behind ? 1 : 0), RUSH);
  }
}

// Each number's newest call that was not withdrawn.
function newest(calls) {
  const found = new Map();
  for (const call of calls) {
    if (!call.withdrawn && call.call > (found.get(call.number) ?? 0)) found.set(call.number, call.call);
  }
  return found;
}

export { APART_MILLIS, BACK_MILLIS, LATE_MILLIS, LEASE_MILLIS, QUIET_MILLIS, Queue };
