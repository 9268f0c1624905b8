// The window's page: what a clerk sees and does, in a browser window of its own or docked as a strip.
import { html, render } from "/page/preact.js";
import { fitScreen } from "/page/screen.js";
import { loadWords, say } from "/page/words.js";
import { asking } from "/page/clerk/acts.js";
import { Arrivals } from "/page/clerk/arrivals.js";
import { Current } from "/page/clerk/current.js";
import { Dialogs } from "/page/clerk/dialogs.js";
import { Foot } from "/page/clerk/foot.js";
import { Head } from "/page/clerk/head.js";
import { Apart, Alarms, Lanes } from "/page/clerk/lists.js";
import { listen } from "/page/clerk/keys.js";
import { Line } from "/page/clerk/line.js";
import { recallLook } from "/page/clerk/look.js";
import { SignIn } from "/page/clerk/sign_in.js";
import { begin, seat, silence, view } from "/page/clerk/state.js";

function Page() {
  if (["out", "lost", "locked"].includes(seat.value)) return html`<${SignIn} why=${seat.value} />`;
  if (view.value === null) return html`<${Connecting} />`;
  return html`<${Console} />`;
}

function Connecting() {
  return html`<main class="connecting" data-test="connecting">
    <h1>${say("page.clerk.connecting")}</h1>
    <p role="status">${silence.value > 2 ? say("page.clerk.connecting-for", { seconds: silence.value }) : ""}</p>
  </main>`;
}

function Console() {
  return html`
    <${Head} />
    <main class="console" data-test="console" data-state=${view.value.state} data-asking=${asking.value ?? ""}>
      <${Current} />
      <${Line} />
      <div class="beside"><${Lanes} /><${Apart} /></div>
      <${Alarms} />
    </main>
    <${Foot} />
    <${Arrivals} />
    <${Dialogs} />`;
}

fitScreen();
recallLook();
await loadWords();
render(html`<${Page} />`, document.body);
listen();
begin();
