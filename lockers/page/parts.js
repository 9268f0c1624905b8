// What the cabinet's pictures are made of: a frame with its heading, the answer to the last press, buttons, the foot.
import { html, useLayoutEffect, useRef } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { modes } from "/page/screen.js";
import { LANGUAGES, language, say, sayIn, tag } from "/page/words.js";
import { trouble, view } from "/page/locker/bank.js";
import { HelpTool } from "/page/locker/help.js";
import { end, go, said } from "/page/locker/session.js";

// A picture: heading first (it takes the focus), then what must be known, then the rest.
function Page({ id, title, lead = null, children, ...more }) {
  const heading = useRef(null);
  useLayoutEffect(() => heading.current.focus({ preventScroll: true }), [id, title]);
  return html`
    <main class="page ${id}" data-test="page" data-page=${id} ...${more}>
      <div class="title">
        <h1 tabindex="-1" ref=${heading}>${title}</h1>
        ${lead && html`<p class="lead">${lead}</p>`}
      </div>
      <${Said} />
      ${ASKS.includes(id) && html`<${Trouble} always=${id === "home"} />`}
      ${children}
    </main>`;
}

// Where a door may be asked for it is said why none opens; beside an answer only on the first picture, which has the room.
const ASKS = ["home", "code", "bring", "size"];

const Trouble = ({ always }) => trouble.value && (always || !said.value) && html`
  <p class="banner warn" role="status" data-test="trouble" data-trouble=${trouble.value}>
    ${icon("alert")}<span>${say(`page.locker.trouble.${trouble.value}`)}</span></p>`;

function Said() {
  if (!said.value) return null;
  const { kind, text } = said.value;
  return html`<p class="banner ${kind}" role="alert" data-test="said">${icon(kind === "info" ? "info" : "alert")}<span>${text()}</span></p>`;
}

const Press = ({ id, sign, words, press, primary = false, busy = false, disabled = false }) => html`
  <button type="button" class=${`button ${primary ? "primary" : ""}`} data-test=${id} aria-busy=${busy ? "true" : null}
    disabled=${disabled || busy} onClick=${press}>${icon(sign)}<span>${words}</span></button>`;

const Home = () => html`<${Press} id="home" sign="home" words=${say("page.locker.home")} press=${end} />`;
const Back = ({ to = "home" }) => html`<${Press} id="back" sign="back" words=${say("page.locker.back")} press=${() => go(to)} />`;

// Large type, contrast and language: always in the same place, at the foot and so within reach.
function Tools() {
  const mode = (name) => () => (modes.value = { ...modes.value, [name]: !modes.value[name] });
  return html`
    <nav class="tools" aria-label=${say("page.kiosk.modes")}>
      <${Tool} name="elder" sign="large" on=${modes.value.elder} press=${mode("elder")} />
      <${Tool} name="contrast" sign="contrast" on=${modes.value.contrast} press=${mode("contrast")} />
      ${LANGUAGES.filter((each) => each !== language.value && (view.value?.languages ?? LANGUAGES).includes(each)).map((each) => html`
        <button type="button" class="button tool" key=${each} lang=${tag(each)} data-test="language"
          onClick=${() => (language.value = each)}>${icon("language")}<span>${sayIn(each, "page.kiosk.own-name")}</span></button>`)}
      <${HelpTool} />
    </nav>`;
}

const Tool = ({ name, sign, on, press }) => html`
  <button type="button" class="button tool" data-test=${name} aria-pressed=${on ? "true" : "false"} onClick=${press}>
    ${icon(sign)}<span>${say(`page.kiosk.mode.${name}`)}</span></button>`;

export { Back, Home, Page, Press, Tools };
