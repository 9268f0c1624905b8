// The kiosk's page: which picture is shown, the frame around it, and the question when nobody has touched it for a while.
import { effect, html, render, untracked, useEffect, useRef } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { loadWords, say } from "/page/words.js";
import { fitScreen } from "/page/screen.js";
import { category, line, serverNow, view } from "/page/kiosk/hall.js";
import { CodePage } from "/page/kiosk/code_page.js";
import { HomePage } from "/page/kiosk/home.js";
import { warning, watchIdle } from "/page/kiosk/idle.js";
import { Run, Tools } from "/page/kiosk/parts.js";
import { band, inches, shape } from "/page/kiosk/reach.js";
import { watchCodes } from "/page/kiosk/scan.js";
import { SearchPage } from "/page/kiosk/search.js";
import { ServicesPage } from "/page/kiosk/services.js";
import { session, settling, takeUp, usuallyIn } from "/page/kiosk/session.js";
import { done, resume, slow, unsent } from "/page/kiosk/taking.js";
import { TicketPage } from "/page/kiosk/ticket.js";
import { Away, Revoked, Slow, Unsent } from "/page/kiosk/trouble.js";
import { WishesPage } from "/page/kiosk/wishes.js";
import { Clock } from "/page/kiosk/clock.js";

const PAGES = {
  home: HomePage, services: ServicesPage, search: SearchPage, ticket: TicketPage, wishes: WishesPage, code: CodePage,
};

// What is shown: trouble first, then the page the visitor is on.
function shown() {
  const { page, press } = session.value;
  if (line.value === "revoked" || (line.value === "refused" && !view.value)) return html`<${Revoked} key="revoked" />`;
  if (!view.value) return html`<${Away} key="away" code=${line.value} />`;
  if (unsent.value) return html`<${Unsent} key="unsent" />`;
  if (press && slow.value) return html`<${Slow} key="slow" />`;
  const holds = page === "ticket" || page === "wishes"; // a number that was given stays to be seen
  if (line.value === "stale" && !holds) return html`<${Away} key="stale" code="stale" />`;
  if (page === "services" && !category(session.value.category)) return html`<${HomePage} key="home" />`;
  return html`<${PAGES[page]} key=${page} />`;
}

function Kiosk() {
  const style = { height: `${band.value}px` };
  const { wide, small } = shape.value;
  const kind = ["kiosk", wide ? "wide" : "high", small ? "small" : "", settling.value ? "settling" : ""].join(" ");
  const asks = warning.value !== null && line.value !== "revoked";
  return html`
    ${session.value.low && view.value && html`
      <div class="calm" aria-hidden="true"><${Run} name=${view.value.hall} /></div>`}
    <div class=${kind} style=${style} inert=${asks}>
      ${view.value && html`
        <header class="head"><p class="hall"><${Run} name=${view.value.hall} /></p><${Clock} now=${serverNow} /></header>`}
      ${shown()}
      ${view.value && html`<${Tools} />`}
    </div>
    ${asks && html`<${StillHere} ...${warning.value} />`}`;
}

// Nobody has touched the screen for a while: one plain question, one button, and any touch will do.
function StillHere({ left, total, digits }) {
  const button = useRef(null);
  useEffect(() => button.current.focus(), []);
  return html`
    <div class="asking" role="alertdialog" aria-modal="true" aria-labelledby="asking" data-test="idle">
      <div class="ask-box">
        <div class="countdown" aria-hidden="true" style=${{ "--seconds": `${total}s` }}>
          <svg viewBox="0 0 100 100">
            <circle class="ground" cx="50" cy="50" r="44" pathLength="100" /><circle class="rest" cx="50" cy="50" r="44" pathLength="100" />
          </svg>
          ${digits && html`<b data-test="countdown">${left}</b>`}
        </div>
        <h2 id="asking">${say("page.kiosk.idle.title")}</h2>
        <p>${say("page.kiosk.idle.say")}</p>
        <button type="button" class="button primary" ref=${button} data-test="still-here">${icon("hand")}${say("page.kiosk.idle.here")}</button>
      </div>
    </div>`;
}

// A public screen: no menus, no dragging, no zoom by two fingers.
function guard() {
  for (const kind of ["contextmenu", "dragstart", "gesturestart"]) {
    addEventListener(kind, (event) => event.preventDefault());
  }
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false });
  // A key that is held down presses once.
  addEventListener("keydown", (event) => event.repeat && event.key === "Enter" && event.preventDefault(), { capture: true });
}

async function start() {
  guard();
  const taken = takeUp();
  await loadWords();
  effect(() => fitScreen(inches.value));
  effect(() => (document.title = view.value ? say("page.kiosk.title") : "Hallway"));
  effect(() => view.value && usuallyIn(view.value.languages[0], !taken));
  effect(() => line.value === "revoked" && untracked(done)); // nothing of a visitor stays on a kiosk that is not ours
  watchCodes();
  watchIdle();
  render(html`<${Kiosk} />`, document.body);
  resume();
}

start();
