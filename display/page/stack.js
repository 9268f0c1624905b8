// The wall's calls as a stack: views and time go in; cards, the list and what is to be acknowledged come out. No page,
// no clock, no network in here: `now` is handed in (any steady milliseconds), so histories can be run by the thousand.
const CARDS = 3;
const LIT_MILLIS = 8000; // how long each call is highlighted, at least
const OLD_MILLIS = 10_000; // a call that is heard of later than this appears without being highlighted
const ACKS_MOST = 200; // call numbers in one acknowledgement

// One entry a ticket. `stage`: "waiting" (for a free card; it stands in the list meanwhile), "lit" (a card, until
// `since` + LIT_MILLIS), "past". A ticket's newer call takes its older one's place. `had`: a call of it had its time
// already, or was too old for it: when the recall that it waits for is withdrawn, nothing is left to wait for.
class Stack {
  #entries = new Map(); // number -> {call, stage, since, turn, had, gone}
  #epoch = null;
  #seq = 0;
  #whose = new Map(); // call -> number, of the last view
  #turns = 0;
  #pending = new Set(); // calls drawn and not acknowledged
  #told = new Set();

  constructor({ cards = CARDS, lit = LIT_MILLIS, old = OLD_MILLIS } = {}) {
    this.cardsMost = cards;
    this.litMillis = lit;
    this.oldMillis = old;
  }

  // Take in a view. The same path for the first one, the next, and the one after a break.
  hear(view, now) {
    if (this.#isAnother(view)) this.clear();
    [this.#epoch, this.#seq] = [view.epoch, view.seq];
    this.#whose = new Map(view.calls.map((call) => [call.call, call.number]));
    this.#end(now);
    const { standing, withdrawn } = sorted(view.calls);
    this.#leave(standing, withdrawn);
    const at = Date.parse(view.at);
    for (const call of standing.values()) this.#stand(call, at - Date.parse(call.called_at) > this.oldMillis, now);
    this.#light(now);
    this.#forget(new Set(view.calls.map((call) => call.call)));
  }

  // Time has passed: cards that had their time give way to those that wait for theirs.
  tick(now) {
    this.#end(now);
    this.#light(now);
  }

  // Nothing is left on the screen: another epoch, or a key that is no good any more.
  clear() {
    this.#entries.clear();
    this.#pending.clear();
    this.#told.clear();
    [this.#epoch, this.#seq] = [null, 0];
    this.#whose.clear();
  }

  // {cards, list}: newest first, each {...call, stage, since}; no ticket stands in both.
  picture() {
    const all = this.#newestFirst();
    const on = this.#onCards(all);
    const shown = (entry) => ({ ...entry.call, stage: entry.stage, since: entry.since });
    const [cards, list] = [true, false].map((is) => all.filter((each) => on.has(each) === is).map(shown));
    return { cards, list };
  }

  // When `tick` next changes anything; null: not by time alone.
  nextAt() {
    const lit = [...this.#entries.values()].filter((entry) => entry.stage === "lit");
    return lit.length ? Math.min(...lit.map((entry) => entry.since)) + this.litMillis : null;
  }

  // These calls stand on the screen.
  drawn(numbers) {
    for (const number of numbers) if (!this.#told.has(number)) this.#pending.add(number);
  }

  // Calls drawn and not acknowledged yet, oldest first; `told` when the server has them.
  unacked() {
    return [...this.#pending].sort((a, b) => a - b).slice(0, ACKS_MOST);
  }

  told(numbers) {
    for (const number of numbers) if (this.#pending.delete(number)) this.#told.add(number);
  }

  // --- inside

  // Another record under the wall: a new epoch, or a server that came back with an older backup, whose numbers fall or
  // whose calls are other people's. Nothing of what stands here has to do with it.
  #isAnother(view) {
    const other = ({ call, number }) => this.#whose.has(call) && this.#whose.get(call) !== number;
    return view.epoch !== this.#epoch || view.seq < this.#seq || view.calls.some(other);
  }

  #newestFirst() {
    return [...this.#entries.values()].sort((a, b) => b.call.call - a.call.call);
  }

  // Highlights that have had their time are over.
  #end(now) {
    for (const [number, entry] of this.#entries) {
      if (entry.stage !== "lit" || now - entry.since < this.litMillis) continue;
      if (entry.gone) this.#entries.delete(number);
      else entry.stage = "past";
    }
  }

  // Tickets that the view shows no more: withdrawn ones go at once, those that grew old when their light is over.
  #leave(standing, withdrawn) {
    for (const [number, entry] of this.#entries) {
      if (standing.has(number)) continue;
      if (entry.stage === "lit" && !withdrawn.has(number)) entry.gone = true;
      else this.#entries.delete(number);
    }
  }

  // A call stands in the view: new, known, called again, or what is left when its recall was withdrawn.
  #stand(call, old, now) {
    const entry = this.#entries.get(call.number);
    if (entry === undefined) {
      this.#entries.set(call.number, this.#fresh(call, old));
    } else {
      if (call.call > entry.call.call) this.#again(entry, old, now);
      else if (call.call < entry.call.call && entry.stage === "waiting" && entry.had) entry.stage = "past";
      entry.call = call;
      entry.gone = false;
    }
  }

  #fresh(call, old) {
    this.#turns += 1;
    return { call, stage: old ? "past" : "waiting", since: null, turn: this.#turns, had: old, gone: false };
  }

  // Called again: a ticket on a card is lit anew; one that waits keeps its turn; another one gets in line.
  #again(entry, old, now) {
    if (old) {
      if (entry.stage !== "lit") entry.stage = "past";
    } else if (this.#onCards(this.#newestFirst()).has(entry)) {
      Object.assign(entry, { stage: "lit", since: now, had: true });
    } else if (entry.stage === "past") {
      this.#turns += 1;
      Object.assign(entry, { stage: "waiting", turn: this.#turns });
    }
  }

  // Free cards go to those that wait, in turn.
  #light(now) {
    const all = [...this.#entries.values()];
    const free = this.cardsMost - all.filter((entry) => entry.stage === "lit").length;
    const waiting = all.filter((entry) => entry.stage === "waiting").sort((a, b) => a.turn - b.turn);
    for (const entry of waiting.slice(0, free)) Object.assign(entry, { stage: "lit", since: now, had: true });
  }

  // Who has a card: all that are lit, and the newest others while there is room.
  #onCards(newestFirst) {
    const lit = newestFirst.filter((entry) => entry.stage === "lit");
    const past = newestFirst.filter((entry) => entry.stage === "past");
    return new Set([...lit, ...past.slice(0, this.cardsMost - lit.length)]);
  }

  // Call numbers that the view has dropped are never drawn again.
  #forget(inView) {
    for (const { call, gone } of this.#entries.values()) if (gone) inView.add(call.call);
    for (const number of this.#told) if (!inView.has(number)) this.#told.delete(number);
  }
}

// Each ticket's newest call that was not withdrawn, in order of call; and the numbers that have none left.
function sorted(calls) {
  const standing = new Map();
  const withdrawn = new Set();
  for (const call of [...calls].sort((a, b) => a.call - b.call)) {
    if (call.withdrawn) withdrawn.add(call.number);
    else {
      standing.delete(call.number);
      standing.set(call.number, call);
    }
  }
  return { standing, withdrawn };
}

export { ACKS_MOST, CARDS, LIT_MILLIS, OLD_MILLIS, Stack };
