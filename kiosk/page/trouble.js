// When the kiosk cannot do its work: it says so, what to do now, and where a person is. It never shows a made-up number.
import { html, useEffect, useState } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { Page } from "/page/kiosk/parts.js";
import { giveUp, send } from "/page/kiosk/taking.js";

const SKELETON_MILLIS = 2000;

// First the shape of what comes; after two seconds, words.
function Away({ code }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SKELETON_MILLIS);
    return () => clearTimeout(timer);
  }, []);
  if (!long && code === "connecting") {
    return html`<${Page} id="skeleton" title=${say("page.kiosk.one-moment")} aria-busy="true">
      <div class="bones grid-of" aria-hidden="true">${Array.from({ length: 8 }, () => html`<i></i>`)}</div><//>`;
  }
  return html`<${Trouble} id="away" sign="offline" busy />`;
}

const Trouble = ({ id, sign, busy = false, children }) => html`
  <${Page} id="trouble" data-trouble=${id} title=${say(`page.kiosk.${id}.title`)}>
    <div class="plight">
      ${busy ? html`<span class="ring" aria-hidden="true"></span>` : html`<span class="picture">${icon(sign)}</span>`}
      <p>${say(`page.kiosk.${id}.say`)}</p>
      ${children}
    </div>
  <//>`;

// A press is under way and takes long: it counts once, however often it is sent.
const Slow = () => html`<${Trouble} id="slow" sign="hourglass" busy />`;

// A press was given up: the same press may be sent again.
const Unsent = () => html`
  <${Trouble} id="unsent" sign="offline">
    <div class="answers">
      <button type="button" class="button primary" data-test="again" onClick=${send}>${icon("refresh")}${say("page.kiosk.unsent.again")}</button>
      <button type="button" class="button" data-test="give-up" onClick=${giveUp}>${icon("home")}${say("page.kiosk.home")}</button>
    </div>
  <//>`;

const Revoked = () => html`<${Trouble} id="revoked" sign="lock" />`;

export { Away, Revoked, Slow, Unsent };
