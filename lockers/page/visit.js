// One door and the person before it: every state of a visit has its picture, its words and what to do now.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { serverNow } from "/page/locker/bank.js";
import { brings, did, movedFrom, openFor, seconds, triesAgain } from "/page/locker/door.js";
import { Promised, PromisedCode, Receipt, usePromised } from "/page/locker/kept.js";
import { Home, Page, Press } from "/page/locker/parts.js";
import { Picture, placeWords } from "/page/locker/picture.js";
import { acting, answer, confirm, leave, mayReopen, reopen, visit } from "/page/locker/visiting.js";

function VisitPage() {
  const now = visit.value;
  if (!now) return html`<${Page} id="visit" title=${say("page.locker.one-moment")} aria-busy="true"><span class="ring" aria-hidden="true"></span><//>`;
  const asks = now.state === "opening" && { opened: Asked, shut: Vouched }[now.asks];
  const Shown = asks || { opening: Opening, open: Open, closed: Closed, done: Done, failed: Failed, uncertain: Uncertain }[now.state];
  return html`<${Shown} no=${now.compartment} now=${now} />`;
}

// The frame of every state: the number and where it is, the cabinet with it lit, or `code` in its place, the words, the
// buttons.
const Door = ({ id, no, title, words, kind = "", code = null, children }) => html`
  <${Page} id="visit" data-state=${id} data-compartment=${no} title=${title} lead=${placeWords(no)}>
    <div class="before">
      ${code ? html`<${PromisedCode} code=${code} />` : html`<${Picture} lit=${no} kind=${kind || id} />`}
      <div class="what">
        <p class="words" role="status" data-test="words">${words}</p>
        <div class="acts">${children}</div>
      </div>
    </div>
  <//>`;

const Opening = ({ no }) => html`
  <${Door} id="opening" no=${no} title=${say("page.locker.opening.title", { no })}
    words=${say(`page.locker.opening.${triesAgain.value ? "again" : "say"}`)}><${Moved} no=${no} /><//>`;

// It had its pulses and is still read as shut: whoever stands there sees better than a switch that may be stuck.
const Asked = ({ no }) => html`
  <${Door} id="asked" no=${no} title=${say("page.locker.asked.title", { no })} words=${say("page.locker.asked.say")}>
    <${Press} id="opened" sign="check" words=${say("page.locker.asked.yes")} press=${() => answer("opened")} primary
      busy=${acting.value === "confirm"} />
    <${Press} id="not-opened" sign="close" words=${say("page.locker.asked.no")} press=${() => answer("not-opened")}
      disabled=${Boolean(acting.value)} />
  <//>`;

// It opened, says the person, and nothing here can see it: so the person also says when it is shut, and what was done.
function Vouched({ no }) {
  const what = brings() ? "put-in" : "taken";
  return html`
    <${Door} id="vouched" no=${no} title=${say("page.locker.vouched.title", { no })}
      words=${say(`page.locker.vouched.${brings() ? "bring" : "collect"}`)}>
      <${Press} id=${what} sign="check" words=${say(`page.locker.vouched.${what}`)} press=${() => confirm(what)} primary
        busy=${acting.value === "confirm"} />
      <${Press} id="nothing" sign="close" words=${say("page.locker.vouched.nothing")} press=${() => confirm("nothing")}
        disabled=${Boolean(acting.value)} />
    <//>`;
}

// The first door stuck, and another was chosen: said for as long as somebody may still look at the first.
const Moved = ({ no }) => movedFrom.value !== null && html`
  <p class="banner warn" role="status" data-test="moved">${icon("alert")}<span>${say("page.locker.opening.moved", { no: movedFrom.value, other: no })}</span></p>`;

// The door stands open; after a while it asks to be shut, then louder, then the staff know.
function Open({ no }) {
  const how = openFor.value;
  const what = brings() ? "bring" : "collect";
  return html`
    <${Door} id="open" kind=${`open-${how}`} no=${no} title=${say("page.locker.open.title", { no })}
      words=${say(how === "say" ? `page.locker.open.${what}` : `page.locker.open.${how}`)}>
      <${Moved} no=${no} />
      <p class="spent number" aria-hidden="true">${clock(seconds.value)}</p>
    <//>`;
}

const clock = (seconds) => `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;

// Shut: what was done? Nobody's word is taken for granted; and for two minutes the same door may open once more.
function Closed({ no }) {
  const what = brings() ? "put-in" : "taken";
  return html`
    <${Door} id="closed" no=${no} title=${say(`page.locker.closed.${what}.title`)} words=${say(`page.locker.closed.${what}.say`)}>
      <${Press} id=${what} sign="check" words=${say(`page.locker.closed.${what}.yes`)} press=${() => confirm(what)} primary
        busy=${acting.value === "confirm"} />
      <${Again} no=${no} words=${say(`page.locker.closed.${what}.again`)} />
      <${Press} id="nothing" sign="close" words=${say(`page.locker.closed.${what}.nothing`)} press=${() => confirm("nothing")}
        disabled=${Boolean(acting.value)} />
    <//>`;
}

function Again({ words }) {
  void seconds.value; // until its time is over
  return mayReopen(serverNow()) && html`
    <${Press} id="reopen" sign="undo" words=${words} press=${reopen} busy=${acting.value === "reopen"} disabled=${Boolean(acting.value)} />`;
}

function Done({ no, now }) {
  const what = did();
  return html`
    <${Door} id="done" no=${no} title=${say(`page.locker.done.${what}.title`)} words=${say(`page.locker.done.${what}.say`)}>
      <${Receipt} now=${now} />
      ${what === "taken" && html`<${Again} words=${say("page.locker.closed.taken.again")} />`}
      <${Press} id="finish" sign="finish" words=${say("page.locker.done.finish")} press=${leave} primary />
    <//>`;
}

// It would not open. What lies inside is safe, somebody knows, and the person is told what happens next.
function Failed({ no, now }) {
  const code = usePromised(now);
  return html`
    <${Door} id="failed" no=${no} title=${say("page.locker.failed.title", { no })} code=${code}
      words=${say(`page.locker.failed.${brings() ? "bring" : "collect"}${now.ticket ? "-kept" : ""}`)}>
      <${Promised} now=${now} code=${code} />
      <${Press} id="finish" sign="finish" words=${say("page.locker.done.finish")} press=${leave} primary />
    <//>`;
}

// Nobody knows: what the person said of it is noted, and staff must look.
function Uncertain({ no, now }) {
  const code = usePromised(now);
  return html`
    <${Door} id="uncertain" no=${no} title=${say("page.locker.uncertain.title", { no })} code=${code}
      words=${say(`page.locker.uncertain.${now.said ?? (now.ticket ? "say-kept" : "say")}`)}>
      ${now.said === "put-in" && html`<${Receipt} now=${now} />`}
      <${Promised} now=${now} code=${code} />
      <${Home} />
    <//>`;
}

export { VisitPage };
