// The simulated devices of a demo: printers with their last slips and switches, cabinets,
// bars, and which screens are there.
import { html, render, signal } from "/page/preact.js";
import { Cabinets, lookAtCabinets } from "/page/devices/cabinets.js";
import { icon } from "/page/icon.js";
import { fitScreen } from "/page/screen.js";
import { language, loadWords, say } from "/page/words.js";

const LOOK_MILLIS = 1000; // this page alone asks again and again: a demo needs no socket of its own for it
const FAULTS = ["cover_open", "offline", "mute"];
const PAPERS = ["enough", "low", "out"];

const picture = signal(null);
const away = signal(false);

async function look() {
  if (document.hidden) return;
  await Promise.all([take(fetch("/demo/devices", { cache: "no-store" })), lookAtCabinets().catch(() => {})]);
}

const turn = (printer, switches) => take(fetch(`/demo/printers/${encodeURIComponent(printer)}`, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(switches),
}));

async function take(asked) {
  try {
    const answer = await asked;
    away.value = !answer.ok;
    if (!answer.ok) return;
    const said = await answer.text();
    if (said !== take.last) picture.value = JSON.parse(said);
    take.last = said;
  } catch {
    away.value = true;
  }
}

function Page() {
  const now = picture.value;
  return html`
    <header class="top">
      <h1>${say("page.devices.title")}</h1>
      <nav aria-label=${say("page.front.languages")}>
        <a href="/">${say("page.unknown.front")}</a>
        <a href="?lang=zh" lang="zh-CN" aria-current=${language.value === "zh" ? "true" : null}>中文</a>
        <a href="?lang=en" lang="en" aria-current=${language.value === "en" ? "true" : null}>English</a>
      </nav>
    </header>
    <main aria-busy=${now === null}>
      <p class="lead">${say("page.devices.lead")}</p>
      <div role="status">${away.value && html`<p class="banner warn">${icon("offline")}${say("page.unreachable")}</p>`}</div>
      ${now && html`<${Printers} printers=${now.printers} /><${Bars} bars=${now.bars} /><${Cabinets} /><${Screens} now=${now} />`}
    </main>`;
}

const Printers = ({ printers }) => html`
  <section aria-labelledby="printers">
    <h2 id="printers">${say("page.devices.printers")}</h2>
    ${printers.map((printer) => html`<${Printer} key=${printer.id} ...${printer} />`)}
    ${printers.length === 0 && html`<p class="quiet">${say("page.devices.no-printer")}</p>`}
  </section>`;

function Printer(printer) {
  const { id, kiosks, slips } = printer;
  return html`
    <article class="card printer" aria-labelledby=${`printer-${id}`} data-test=${`printer-${id}`}>
      <div class="about">
        <h3 id=${`printer-${id}`}>${icon("printer")} ${say("page.devices.printer", { id })}</h3>
        <p class="quiet">${kiosks.map((kiosk) => say("page.front.kiosk", { id: kiosk })).join(" ")}</p>
        <${Stands} ...${printer} />
        <${Paper} ...${printer} />
        ${FAULTS.map((fault) => html`<${Switch} key=${fault} printer=${id} fault=${fault} on=${printer[fault]} />`)}
      </div>
      <${Slips} printer=${id} slips=${slips} />
    </article>`;
}

// What the hall knows of it: that is what the printer itself said, and what kiosks and staff are shown.
const Stands = ({ id, problems }) => html`
  <p class=${`banner ${problems.length ? "warn" : "ok"}`} data-test=${`stands-${id}`}>
    ${icon(problems.length ? "alert" : "finish")}
    ${problems.length ? problems.map((word) => say(`problem.${word}`)).join(" ") : say("page.devices.ready")}
  </p>`;

const Paper = ({ id, paper }) => html`
  <fieldset>
    <legend>${say("page.devices.paper")}</legend>
    ${PAPERS.map((much) => html`
      <label key=${much}><input type="radio" name=${`paper-${id}`} checked=${paper === much} data-test=${`${id}-paper-${much}`}
        onChange=${() => turn(id, { paper: much })} /> ${say(`page.devices.paper-${much}`)}</label>`)}
  </fieldset>`;

const Switch = ({ printer, fault, on }) => html`
  <label class="switch"><input type="checkbox" role="switch" checked=${on} data-test=${`${printer}-${fault}`}
    onChange=${(event) => turn(printer, { [fault]: event.target.checked })} /> ${say(`page.devices.${fault.replace("_", "-")}`)}</label>`;

const Slips = ({ printer, slips }) => html`
  <ul class="slips" aria-label=${say("page.devices.slips")} data-scrolls tabindex="0">
    ${slips.map(({ no, text }) => html`
      <li key=${no}><a href=${`/demo/printers/${printer}/${no}.png`} target="_blank" rel="noopener">
        <img src=${`/demo/printers/${printer}/${no}.png`} alt=${text} data-test=${`slip-${printer}-${no}`} /></a></li>`)}
    ${slips.length === 0 && html`<li class="quiet none">${say("page.devices.no-slip")}</li>`}
  </ul>`;

// What stands on the boards of lamps above the windows.
const Bars = ({ bars }) => bars.length > 0 && html`
  <section aria-labelledby="bars">
    <h2 id="bars">${say("page.devices.bars")}</h2>
    <ul class="bars card">
      ${bars.map(({ id, label, text }) => html`
        <li key=${id}><span class="quiet">${say("page.devices.bar", { id, label })}</span>
          <output class="lamps" data-test=${`bar-${id}`} aria-label=${text ? null : say("page.devices.bar-dark")}>${text}</output></li>`)}
    </ul>
  </section>`;

const Screens = ({ now }) => html`
  <section aria-labelledby="screens">
    <h2 id="screens">${say("page.devices.screens")}</h2>
    <div class="zones">
      <${Group} title=${say("page.front.kiosks")} sign="kiosk" kind="kiosk" list=${now.kiosks} name=${({ id }) => id} />
      <${Group} title=${say("page.front.windows")} sign="window" kind="window" list=${now.windows}
        name=${({ label, state }) => say("page.front.window-state", { label, state: say(`page.front.state.${state}`) })} />
      <${Group} title=${say("page.front.boards")} sign="display" kind="display" list=${now.displays} name=${({ id }) => id} />
    </div>
  </section>`;

const Group = ({ title, sign, kind, list, name }) => html`
  <article class="card">
    <h3>${icon(sign)} ${title}</h3>
    <ul class="here">
      ${list.map((each) => html`
        <li key=${each.id} data-test=${`here-${kind}-${each.id}`} data-here=${each.here}>
          <span dir="auto">${name(each)}</span>
          <span class=${each.here ? "yes" : "no"}>${icon(each.here ? "online" : "offline")}
            ${say(each.here ? "page.devices.here" : "page.devices.away")}</span></li>`)}
    </ul>
  </article>`;

language.value = document.body.dataset.language;
fitScreen();
await loadWords();
await look();
render(html`<${Page} />`, document.getElementById("page"));
setInterval(look, LOOK_MILLIS);
document.addEventListener("visibilitychange", look);
