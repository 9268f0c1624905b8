// The floor staff's page, on a phone: who asks for help, what needs a hand, and where this helper is.
import { html, render, useEffect } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { fitScreen } from "/page/screen.js";
import { loadWords, names, say } from "/page/words.js";
import { Alarms } from "/page/helper/alarms.js";
import { Bell, listenForTouch } from "/page/helper/bell.js";
import { Calls } from "/page/helper/calls.js";
import { Duty } from "/page/helper/duty.js";
import { Look, recallLook } from "/page/helper/look.js";
import { SignIn } from "/page/helper/sign_in.js";
import { begin, duty, link, seat, silence, trouble, view, waitingForMe } from "/page/helper/state.js";

function Page() {
  if (seat.value === "out" || seat.value === "lost") return html`<${SignIn} lost=${seat.value === "lost"} />`;
  if (view.value === null) return html`<main class="alone" data-test="connecting"><h1>${say("page.helper.connecting")}</h1></main>`;
  return html`<${Floor} />`;
}

function Floor() {
  const count = waitingForMe.value.length;
  useEffect(() => {
    document.title = `${count ? `(${count}) ` : ""}${say("page.helper.title")} · ${names(view.value.hall)}`;
  });
  return html`
    <header><h1>${say("page.helper.title")}</h1><bdi dir="auto">${names(view.value.hall)}</bdi></header>
    <main data-test="floor" data-link=${link.value}>
      <${Silence} />
      ${trouble.value && html`<p class="banner warn" role="alert" data-test="trouble">${icon("info")}<span>${trouble.value.text()}</span></p>`}
      ${duty.value ? html`<${Calls} /><${Duty} />` : html`<${Duty} /><${Calls} />`}
      <${Alarms} />
      <${Look} />
    </main>
    <${Bell} />`;
}

// What is shown may be old: said, with how old, and nothing can be pressed until it is heard again.
function Silence() {
  if (link.value === "live") return null;
  return html`<p class="banner danger" role="alert" data-test="silence">${icon("offline")}
    <span>${say("page.helper.silence", { seconds: silence.value, time: view.value.at.slice(11, 16) })}</span></p>`;
}

fitScreen();
recallLook();
await loadWords();
render(html`<${Page} />`, document.body);
listenForTouch();
begin();
