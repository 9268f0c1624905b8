// What a person takes along: the number of a receipt, with what became of its paper, and the code of a promised ticket.
import { html } from "/page/preact.js";
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
  const paper = now.hand_over ?? "none";
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
  const date = day.toLocaleDateString(tag(), { month: "long", day: "numeric", weekday: "short", timeZone: "UTC" });
  return say("page.locker.kept.when", { date, time: at.slice(11, 16) });
}

function wordsFor({ number, opens_at: opens }) {
  if (number) return say("page.locker.kept.number", { number });
  return opens ? say("page.locker.kept.later", { when: onTheWall(opens) }) : say("page.locker.kept.soon");
}

// The code of the ticket promised to this visit, asked for until it is a number; null: none, or not known yet.
const usePromised = (now) => useCode(now.ticket ? `${base}/visits/${now.id}/code` : null, ({ number }) => number === null);

// It stands where the cabinet's picture was: there is nothing more to be done at the door.
const PromisedCode = ({ code }) => html`
  <div class="kept" data-test="promised"><${Qr} code=${code} label=${say("page.locker.kept.code")} /></div>`;

const Promised = ({ now, code }) => now.ticket && html`
  <p class="banner ok" role="status" data-test="ticket">
    ${icon("ticket")}<span>${code ? wordsFor(code) : say("page.locker.failed.ticket")}</span></p>`;

export { Promised, PromisedCode, Receipt, usePromised };
