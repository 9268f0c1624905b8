// Random days of a wall, run against the stack of calls in a page: views come, are missed and come again while time goes
// by, and what should be so is watched from outside. Gives what went wrong (nothing, one hopes) and how much happened.
(async ({ seeds, from, steps }) => {
  const { Stack, LIT_MILLIS, OLD_MILLIS, CARDS } = await import("/page/display/stack.js");
  const { newer } = await import("/page/hear.js");
  const wrong = [];
  const sums = { calls: 0, lit: 0, quiet: 0, told: 0, cuts: 0, dropped: 0, records: 0 };

  function dice(seed) {
    let a = seed * 2654435761 + 1;
    return () => {
      a = (a + 0x6d2b79f5) | 0;
      let t = Math.imul(a ^ (a >>> 15), 1 | a);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  // The hall outside: calls, recalls, withdrawals. `now` runs for both; the page's clock merely starts elsewhere.
  class Outside {
    calls = [];
    constructor(epoch, now) {
      Object.assign(this, { epoch, now });
    }
    called(number, recall) {
      this.calls.push({
        call: this.calls.length + 1, number, window: "B1", window_label: "1", recall, withdrawn: false, called_at: this.now,
      });
    }
    view() {
      const recent = this.calls.filter((call) => call.called_at > this.now - 600_000).length;
      const most = Math.min(200, Math.max(12, recent));
      const calls = this.calls.slice(-most).reverse();
      return {
        epoch: this.epoch, seq: this.calls.length, at: new Date(this.now).toISOString(),
        calls: calls.map((call) => ({ ...call, called_at: new Date(call.called_at).toISOString() })),
      };
    }
  }

  // A wall's day. Every fourth one, the server comes back twice with another record: a new epoch, or an older backup (its
  // numbers fall). Each record is a history of its own, on the one stack of the page.
  function day(seed) {
    const random = dice(seed);
    const stack = new Stack();
    const shift = Math.floor(random() * 1e6);
    const records = seed % 4 === 2 ? 3 : 1;
    let now = 1_000_000;
    let epoch = 1;
    for (let at = 1; at <= records; at += 1) {
      now = record({ seed, random, stack, shift, epoch, now, steps: Math.ceil(steps / records), name: `R${at}-`, last: at === records });
      epoch += random() < 0.5 ? 1 : 0;
      sums.records += 1;
    }
  }

  function record({ seed, random, stack, shift, epoch, now, steps, name, last: isLast }) {
    const plain = seed % 3 === 0; // no recalls, no withdrawals, no breaks: then the log has every call, in order
    const out = new Outside(epoch, now);
    const lights = new Map(); // "number since" -> {number, call, since, last}
    const log = []; // calls as acknowledged
    const fail = (what) => wrong.length < 20 && wrong.push(`seed ${seed} at ${out.now}: ${what}`);
    const clock = () => out.now + shift;
    let last = null;
    const fresh = new Set();
    const heard = new Set();
    const dropped = new Set(); // grew old, or were too many, for a view

    // The socket: the first view of a connection counts, later ones only when newer; an older one may come late.
    const socket = { anew: true, sent: [] };

    function hear(said = out.view()) {
      if (!socket.anew && !newer(said, last)) {
        sums.dropped += 1;
        return;
      }
      socket.anew = false;
      socket.sent.push(said);
      last = said;
      for (const call of last.calls) {
        if (heard.has(call.call)) continue;
        heard.add(call.call);
        if (!call.withdrawn && Date.parse(last.at) - Date.parse(call.called_at) <= OLD_MILLIS) fresh.add(call.call);
        else if (!call.withdrawn) sums.quiet += 1;
      }
      const inView = new Set(last.calls.map((call) => call.call));
      for (const call of fresh) if (!inView.has(call)) dropped.add(call);
      stack.hear(last, clock());
      look();
    }

    function pass(millis) {
      const until = out.now + millis;
      for (;;) {
        const at = stack.nextAt();
        if (at === null || at - shift > until) break;
        out.now = Math.max(out.now, at - shift);
        stack.tick(clock());
        look();
      }
      out.now = until;
    }

    function look() {
      const { cards, list } = stack.picture();
      const all = [...cards, ...list];
      if (cards.length > CARDS) fail(`${cards.length} cards`);
      if (cards.length < Math.min(CARDS, all.length)) fail("a card stands empty");
      if (new Set(all.map((each) => each.number)).size !== all.length) fail("a ticket stands twice");
      if (list.some((each) => each.stage === "lit")) fail("lit outside a card");
      if (list.some((each, at) => at && list[at - 1].call < each.call)) fail("list out of order");
      if (cards.some((each, at) => at && cards[at - 1].call < each.call)) fail("cards out of order");
      if (list.some((each) => each.stage === "waiting") && cards.some((each) => each.stage !== "lit")) fail("waits beside a free card");
      const standing = new Set(last.calls.filter((call) => !call.withdrawn).map((call) => call.number));
      const shown = new Set(all.map((each) => each.number));
      for (const call of last.calls) if (call.withdrawn && !standing.has(call.number) && shown.has(call.number)) fail(`${call.number} was withdrawn`);
      for (const number of standing) if (!shown.has(number)) fail(`${number} is missing`);
      for (const each of all) if (!standing.has(each.number) && each.stage !== "lit") fail(`${each.number} should have gone`);
      for (const card of cards.filter((each) => each.stage === "lit")) {
        const key = `${card.number} ${card.since}`;
        if (!lights.has(key)) {
          if (!fresh.has(card.call)) fail(`${card.call} lit though it was old`);
          if ([...lights.values()].some((each) => each.call === card.call)) fail(`${card.call} lit twice`);
          lights.set(key, { number: card.number, call: card.call, since: card.since });
          sums.lit += 1;
        }
        if (clock() - card.since >= LIT_MILLIS) fail("lit beyond its time");
        lights.get(key).until = card.since + LIT_MILLIS;
        lights.get(key).seen = clock();
      }
      for (const [key, light] of lights) {
        if (light.over) continue;
        if (cards.some((card) => `${card.number} ${card.since}` === key && card.stage === "lit")) continue;
        light.over = clock();
        const withdrawn = out.calls.some((call) => call.number === light.number && call.withdrawn);
        const again = cards.some((card) => card.number === light.number && card.stage === "lit" && card.since > light.since);
        if (light.over - light.since < LIT_MILLIS && !withdrawn && !again) fail(`${light.call} lit for ${light.over - light.since} ms`);
      }
      stack.drawn(all.map((each) => each.call));
    }

    function acknowledge() {
      const numbers = stack.unacked();
      if (random() < 0.2) return; // it was lost; they stay
      stack.told(numbers);
      log.push(...numbers);
    }

    let ticket = 0;
    let away = false;
    if (stack.picture().cards.length || stack.unacked().length) {
      hear(); // the first view of another record
      if (stack.picture().cards.length || stack.unacked().length) fail("a call of another record is left");
    }
    const live = [];
    for (let step = 0; step < steps; step += 1) {
      const what = random();
      if (what < 0.5 || plain) {
        const rush = seed % 20 === 1 && step % 20 === 1 ? 150 : 8;
        for (let burst = rush === 150 || random() < 0.15 ? 1 + Math.floor(random() * rush) : 1; burst > 0; burst -= 1) {
          ticket += 1;
          live.push(`${name}S${ticket}`);
          out.called(`${name}S${ticket}`, 0);
        }
      } else if (what < 0.65 && live.length) {
        const number = live[Math.floor(Math.max(0, live.length - 1 - random() * 6))];
        const newest = out.calls.findLast((call) => call.number === number);
        if (!newest.withdrawn) out.called(number, newest.recall + 1);
      } else if (what < 0.75 && live.length) {
        const number = live.at(-1 - Math.floor(random() * Math.min(3, live.length)));
        const newest = out.calls.findLast((call) => call.number === number);
        newest.withdrawn = true;
        if (random() < 0.7) for (const call of out.calls) if (call.number === number) call.withdrawn = true;
      } else if (what < 0.8) away = true;
      else if (what < 0.9 && away) {
        away = false;
        socket.anew = true; // a new connection
        socket.sent.length = 0;
        sums.cuts += 1;
        if (random() < 0.3) away = true; // cut again before its first view: nothing was heard
      }
      if (!away) hear();
      if (!away && socket.sent.length > 1 && random() < 0.2) hear(socket.sent[Math.floor(random() * (socket.sent.length - 1))]);
      if (random() < 0.5) acknowledge();
      pass(random() < 0.1 ? random() * 60_000 : random() * 4000);
    }
    sums.calls += out.calls.length;
    if (!isLast) return out.now;
    socket.anew = true;
    hear();
    pass(1_200_000);
    for (let again = 0; stack.unacked().length && again < 100; again += 1) acknowledge();
    finish({ fail, fresh, lights, log, out, heard, dropped, plain, stack });
    sums.told += log.length;
    return out.now;
  }

  function finish({ fail, fresh, lights, log, out, heard, dropped, plain, stack }) {
    const lit = new Set([...lights.values()].map((each) => each.call));
    for (const number of fresh) {
      const call = out.calls[number - 1];
      const later = out.calls.some((each) => each.number === call.number && each.call > number && heard.has(each.call));
      const gone = out.calls.some((each) => each.number === call.number && each.withdrawn);
      if (!lit.has(number) && !later && !gone && !dropped.has(number)) fail(`${number} never had its time`);
    }
    const byCall = [...lights.values()].sort((a, b) => a.call - b.call);
    if (plain && byCall.some((light, at) => at && light.since < byCall[at - 1].since)) fail("lit out of turn");
    if (new Set(log).size !== log.length) fail("acknowledged twice");
    if (plain && log.length !== out.calls.length) fail(`log of ${log.length} for ${out.calls.length} calls`);
    if (plain && log.some((number, at) => number !== at + 1)) fail("the log is not contiguous");
    if (stack.unacked().length) fail("calls never acknowledged");
  }

  for (let seed = from; seed < from + seeds; seed += 1) day(seed);
  return { wrong, ...sums };
})
