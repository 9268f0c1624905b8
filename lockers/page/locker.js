// The cabinet's page: which picture is shown, and the frame around it.
import { effect, html, render, untracked, useEffect, useRef, useState } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { fitScreen } from "/page/screen.js";
import { loadWords, say, tag } from "/page/words.js";
import { watchWedge } from "/page/wedge.js";
import { hallTime, line, view } from "/page/locker/bank.js";
import { BringPage, SizePage } from "/page/locker/bring.js";
import { CodePage } from "/page/locker/code.js";
import { watchHelp } from "/page/locker/help.js";
import { HomePage } from "/page/locker/home.js";
import { resting, warning, watchIdle } from "/page/locker/idle.js";
import { Page, Tools } from "/page/locker/parts.js";
import { end, place, session, settling, takeUp, usuallyIn } from "/page/locker/session.js";
import { INCHES, shape } from "/page/locker/shape.js";
import { watchStation } from "/page/locker/station.js";
import { VisitPage } from "/page/locker/visit.js";
import { startVoice } from "/page/locker/voice.js";
import { follow, read, watchScanner } from "/page/locker/visiting.js";

const TICK_MILLIS = 5000;
const PAGES = { home: HomePage, code: CodePage, bring: BringPage, size: SizePage, visit: VisitPage };

const Away = ({ id, sign }) => html`
  <${Page} id="trouble" data-trouble=${id} title=${say(`page.locker.${id}.title`)}>
    <div class="plight"><span class="sign big">${icon(sign)}</span><p>${say(`page.locker.${id}.say`)}</p></div>
  <//>`;

// Trouble first; but a door that was opened stays to be seen when the line goes.
function shown() {
  if (line.value === "revoked" || (line.value === "refused" && !view.value)) return html`<${Away} key="revoked" id="revoked" sign="lock" />`;
  const { page } = session.value;
  if (!view.value || (line.value === "stale" && page !== "visit")) return html`<${Away} key="away" id="away" sign="offline" />`;
  return html`<${PAGES[page] ?? HomePage} key=${page} />`;
}

function Locker() {
  const asks = warning.value !== null && line.value !== "revoked";
  return html`
    <div class=${["locker", shape.value, settling.value ? "settling" : "", resting.value ? "resting" : ""].join(" ")} inert=${asks}>
      <header class="head">
        <p class="hall">${say("page.locker.bank", { id: place })}</p>
        ${view.value && html`<${Clock} />`}
      </header>
      ${shown()}
      <${Tools} />
    </div>
    ${asks && html`<${StillHere} left=${warning.value} />`}`;
}

function Clock() {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), TICK_MILLIS);
    return () => clearInterval(timer);
  }, []);
  return html`<p class="clock"><time>${hallTime().toISOString().slice(11, 16)}</time></p>`;
}

function StillHere({ left }) {
  const button = useRef(null);
  useEffect(() => button.current.focus(), []);
  return html`
    <div class="asking" role="alertdialog" aria-modal="true" aria-labelledby="asking" data-test="idle">
      <div class="ask-box">
        <h2 id="asking">${say("page.locker.idle.title")}</h2>
        <p>${say("page.locker.idle.say", { seconds: left })}</p>
        <button type="button" class="button primary" ref=${button} data-test="still-here">${icon("hand")}${say("page.locker.idle.here")}</button>
      </div>
    </div>`;
}

// A public screen: no menus, no dragging, no zoom by two fingers.
function guard() {
  for (const kind of ["contextmenu", "dragstart", "gesturestart"]) addEventListener(kind, (event) => event.preventDefault());
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false });
}

async function start() {
  guard();
  takeUp();
  await loadWords();
  effect(() => fitScreen(INCHES));
  effect(() => (document.title = say("page.locker.title")));
  effect(() => view.value && untracked(() => usuallyIn(view.value.languages[0])));
  effect(() => line.value === "revoked" && untracked(end)); // nothing of a person stays on a screen that is not ours
  watchWedge({ marks: () => ({ prefix: "", suffix: "" }), begin: () => () => {}, read });
  watchScanner();
  watchIdle();
  watchHelp();
  startVoice();
  follow();
  watchStation();
  render(html`<${Locker} />`, document.body);
}

start();
