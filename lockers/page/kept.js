// What a person takes along: the number of a receipt, with what became of its paper, and the code of a promised ticket.
import { html, signal, useEffect } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { Qr, useCode } from "/page/qr.js";
import { say, tag } from "/page/words.js";
import { base } from "/page/locker/visiting.js";

// What the paper does: the kind of its line, and its sign. "none": there is no printer.
const PAPER = {
  pending: ["info", "printer"], printed: ["ok", "paper"], sent: ["info", "paper"], unknown: ["warn", "camera"],
  failed: ["warn", "camera"], none: ["info", "camera"],
};

function Receipt({ now }) {
  const paper = paperOf(now);
  const [kind, sign] = PAPER[paper];
  return now.receipt && html`
    <div class="receipt" data-test="receipt" data-paper=${paper}>
      <p><span>${say("page.locker.done.receipt")}</span> <b class="number">${now.receipt}</b></p>
      <p class="banner ${kind}" role="status">${icon(sign)}<span>${say(`page.locker.receipt.${paper}`)}</span></p>
    </div>`;
}

// A time as the hall's own clock has it ("...T09:00:00.000+08:00").
function onTheWall(at) {
  const day = new Date(`${at.slice(0, 10)}T00:00Z`);
  const date = day.toLocaleDateString(tag(), { month: "short", day: "numeric", weekday: "short", timeZone: "UTC" });
  return say("page.locker.kept.when", { date, time: at.slice(11, 16) });
}

// What is said of the promised ticket, aloud too: "number", "later", "soon"; or only that there is one, before more is known.
function keptKey(code) {
  if (code === null) return "failed.ticket";
  return code.number ? "kept.number" : code.opens_at ? "kept.later" : "kept.soon";
}

const promised = signal(null); // the code of the ticket promised to the visit on the screen, for whoever says it

// The code of the ticket promised to this visit, asked for until it is a number; null: none, or not known yet.
function usePromised(now) {
  const code = useCode(now.ticket ? `${base}/visits/${now.id}/code` : null, ({ number }) => number === null);
  useEffect(() => {
    promised.value = code;
    return () => (promised.value = null);
  }, [code]);
  return code;
}

// It stands where the cabinet's picture was: there is nothing more to be done at the door.
const PromisedCode = ({ code }) => html`
  <div class="kept" data-test="promised"><${Qr} code=${code} label=${say("page.locker.kept.code")} /></div>`;

const Promised = ({ now, code }) => now.ticket && html`
  <p class="banner ok" role="status" data-test="ticket">
    ${icon("ticket")}<span>${code?.number && html`<b class="number">${code.number}</b> `}${say(`page.locker.${keptKey(code)}`)}
      ${code?.opens_at && !code.number && html` <b>${say("page.locker.kept.opens", { when: onTheWall(code.opens_at) })}</b>`}</span></p>`;

// What the paper of a receipt does, as its words are named.
const paperOf = (now) => now.hand_over ?? "none";

export { Promised, PromisedCode, Receipt, keptKey, paperOf, promised, usePromised };
