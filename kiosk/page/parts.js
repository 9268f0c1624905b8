// What several pages of the kiosk are made of: tiles, a page's frame, banners, and the row of modes.
import { html, useLayoutEffect, useRef } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { language, LANGUAGES, names, say, sayIn, tag } from "/page/words.js";
import { modes } from "/page/screen.js";
import { instead, printer, view, zone } from "/page/kiosk/hall.js";
import { HelpTool } from "/page/kiosk/help.js";
import { change, end, go, said, session } from "/page/kiosk/session.js";
import { canComeDown } from "/page/kiosk/reach.js";

// A name of the plan: text in whatever direction it runs.
const Run = ({ name }) => html`<span dir="auto" lang=${tag()}>${names(name)}</span>`;

// A page: heading first (it takes the focus), then what must be known, then the rest. `quiet`: the heading is only said.
function Page({ id, title, lead = null, quiet = false, children, ...more }) {
  const heading = useRef(null);
  useLayoutEffect(() => heading.current.focus({ preventScroll: true }), [id]);
  return html`
    <main class="page ${id}" data-test="page" data-page=${id} ...${more}>
      <div class=${quiet ? "unseen" : "title"}>
        <h1 tabindex="-1" ref=${heading}>${title}</h1>
        ${lead && html`<p class="lead">${lead}</p>`}
      </div>
      <${Said} />
      ${children}
    </main>`;
}

// The answer to the last press, when it was no or needs a word.
function Said() {
  if (!said.value) return null;
  const { kind, text } = said.value;
  return html`<p class="banner ${kind}" role="alert" data-test="said">${icon(kind === "info" ? "info" : "alert")}<span>${text()}</span></p>`;
}

// What a visitor must know before he presses: the printer, then the hall's notices.
function Notices() {
  const notices = view.value.notices;
  return html`
    ${printer.value === "not-ready" && html`
      <p class="banner warn" data-test="printer-notice">${icon("paper-out")}<span>${say("page.kiosk.printer.not-ready")}</span></p>`}
    ${printer.value === "elsewhere" && html`
      <p class="banner warn" data-test="printer-notice">${icon("printer")}<span>${say("page.kiosk.printer.elsewhere", { kiosk: instead.value })}</span></p>`}
    ${notices.map((notice) => html`
      <p class="banner" key=${notice.id} data-test="notice">${icon("megaphone")}<${Run} name=${notice.text} /></p>`)}`;
}

// The reason why nothing is taken here now, short.
function closedWhy({ reason, opens_at: opensAt }) {
  if (opensAt) return say("page.kiosk.closed.opens", { time: opensAt });
  const key = ["outside-hours", "closed-day", "quota-reached"].includes(reason) ? reason : "category-closed";
  return say(`page.kiosk.closed.${key}`);
}

// A tile to press. A closed one stays in its place and says why; pressed, it says what to do.
function Tile({ id, picture, title, lines = [], closed = null, label, press, test }) {
  const { press: under } = session.value;
  const busy = under?.service === id;
  const tap = () => (closed ? (said.value = { kind: "warn", text: () => say(`refused.${closed.reason}`) }) : press());
  return html`
    <button type="button" class="tile ${test} ${busy ? "busy" : ""}" data-test=${test} data-id=${id} aria-label=${label}
      aria-disabled=${closed ? "true" : null} aria-busy=${busy ? "true" : null} disabled=${Boolean(under)} onClick=${tap}>
      ${picture && html`<span class="picture">${icon(closed ? "closed" : picture)}</span>`}
      <span class="words">
        <b class="name"><${Run} name=${title} /></b>
        ${lines.filter(Boolean).map((line) => html`<span class="line">${line}</span>`)}
        ${closed && html`<span class="line why">${icon("clock")}${closedWhy(closed)}</span>`}
      </span>
    </button>`;
}

// The zone a tile leads to: its letter as on the signs, and its name.
const ZoneLine = ({ id }) => html`<span class="zone"><i class="mark">${id}</i><${Run} name=${zone(id)?.name} /></span>`;

const Back = ({ to = "home" }) => html`
  <button type="button" class="button back" data-test="back" onClick=${() => go(to)}>
    ${icon("back")}${say("page.kiosk.back")}
  </button>`;

const Home = () => html`
  <button type="button" class="button" data-test="home" onClick=${end}>${icon("home")}${say("page.kiosk.home")}</button>`;

// Large type, contrast, low, language: always in the same place, at the foot and so within reach.
function Tools() {
  const mode = (name) => () => (modes.value = { ...modes.value, [name]: !modes.value[name] });
  return html`
    <nav class="tools" aria-label=${say("page.kiosk.modes")}>
      <${Tool} name="elder" sign="large" on=${modes.value.elder} press=${mode("elder")} />
      <${Tool} name="contrast" sign="contrast" on=${modes.value.contrast} press=${mode("contrast")} />
      ${canComeDown.value && html`
        <${Tool} name="low" sign="low" on=${session.value.low} press=${() => change({ low: !session.value.low })} />`}
      <${Tongue} />
      <${HelpTool} />
    </nav>`;
}

const Tool = ({ name, sign, on, press }) => html`
  <button type="button" class="button tool" data-test=${name} aria-pressed=${on ? "true" : "false"} onClick=${press}>
    ${icon(sign)}<span>${say(`page.kiosk.mode.${name}`)}</span>
  </button>`;

// Each other language by its own name.
function Tongue() {
  const others = LANGUAGES.filter((each) => each !== language.value && view.value.languages.includes(each));
  return others.map((each) => html`
    <button type="button" class="button tool" key=${each} lang=${tag(each)} data-test="language"
      onClick=${() => (language.value = each)}>
      ${icon("language")}<span>${sayIn(each, "page.kiosk.own-name")}</span>
    </button>`);
}

export { Back, Home, Notices, Page, Run, Tile, Tools, ZoneLine, closedWhy };
