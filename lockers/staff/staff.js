// Staff's page of a cabinet, on their own machine or phone beside it: compartments, results in, things out, stock-take.
import { html, render, signal, useEffect } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { fitScreen } from "/page/screen.js";
import { loadWords, say } from "/page/words.js";
import { Collect } from "/page/cabinet/collect.js";
import { Compartments } from "/page/cabinet/compartments.js";
import { Codes, Doors } from "/page/cabinet/doors.js";
import { Load } from "/page/cabinet/load.js";
import { Look, recallLook } from "/page/cabinet/look.js";
import { Field, Send, Trouble, held } from "/page/cabinet/parts.js";
import { AtTheCabinet, SignIn } from "/page/cabinet/sign_in.js";
import { Stock } from "/page/cabinet/stock.js";
import { bank, begin, link, seat, silence, unfreeze, view } from "/page/cabinet/state.js";

const PAGES = { cells: Compartments, load: Load, collect: Collect, stock: Stock };
const here = signal("cells");

function Page() {
  if (seat.value === "device") return html`<${AtTheCabinet} />`;
  if (seat.value === "out" || seat.value === "lost") return html`<${SignIn} lost=${seat.value === "lost"} />`;
  if (view.value === null) return html`<main class="alone" data-test="connecting"><h1>${say("page.cabinet.connecting")}</h1></main>`;
  return html`<${Cabinet} />`;
}

function Cabinet() {
  useEffect(() => {
    document.title = say("page.cabinet.title", { bank });
  });
  const Shown = PAGES[here.value];
  return html`
    <header><h1>${say("page.cabinet.title", { bank })}</h1></header>
    <nav aria-label=${say("page.cabinet.pages")}>${Object.keys(PAGES).map((page) => html`<button type="button" key=${page} class="button"
      data-test=${`page-${page}`} aria-current=${here.value === page ? "page" : "false"} onClick=${() => (here.value = page)}>${say(`page.cabinet.page.${page}`)}</button>`)}</nav>
    <main data-test="cabinet" data-link=${link.value}>
      <${Silence} /><${Bank} /><${Trouble} /><${Doors} /><${Codes} />
      <${Shown} />
    </main>
    <${Look} />`;
}

// What is shown may be old: said, with how old, and nothing can be pressed until it is heard again.
function Silence() {
  if (link.value === "live") return null;
  return html`<p class="banner danger" role="alert" data-test="silence">${icon("offline")}
    <span>${say("page.cabinet.silence", { seconds: silence.value, time: view.value.at.slice(11, 16) })}</span></p>`;
}

// Why no door opens just now.
function Bank() {
  const { frozen, problem, read, ready } = view.value;
  if (frozen.length > 0) return html`<${Frozen} doors=${frozen.join(", ")} />`;
  if (ready) return null;
  return html`<p class="banner danger" role="alert" data-test="bank">${icon("alert")}
    <span>${say(problem || read ? "page.cabinet.bank.silent" : "page.cabinet.bank.unread")}</span></p>`;
}

function Frozen({ doors }) {
  const send = (event) => {
    event.preventDefault();
    if (!held()) unfreeze(event.target.elements.reason.value.trim());
  };
  return html`<form class="card frozen" data-test="frozen" onSubmit=${send}>
    <h2>${icon("stop")}${say("page.cabinet.frozen.title")}</h2><p>${say("page.cabinet.frozen.say", { doors })}</p>
    <${Field} label=${say("page.cabinet.frozen.reason")} name="reason" required maxlength="200" pattern=".*\\S.*" autocomplete="off" data-test="unfreeze-reason" />
    <div class="acts"><${Send} test="unfreeze" kind="danger" label=${say("page.cabinet.frozen.go")} /></div></form>`;
}

fitScreen();
recallLook();
await loadWords();
render(html`<${Page} />`, document.body);
begin();
