// The first picture: collect, or bring something. When no door can open it says why, and where a person is.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { hasRoom, trouble, view } from "/page/locker/bank.js";
import { Page } from "/page/locker/parts.js";
import { go } from "/page/locker/session.js";

function HomePage() {
  const free = hasRoom.value;
  const brings = view.value.brings;
  const shut = trouble.value;
  const promised = shut && shut !== "unread" && view.value.promises; // nothing opens, but a right code gives a ticket
  return html`
    <${Page} id="home" title=${say("page.locker.welcome")} lead=${say("page.locker.scan-at-once")}>
      <div class="doors">
        <${Choice} id="pick-up" sign="hand" off=${Boolean(shut) && !promised} press=${() => go("code", { kind: "pick-up" })}
          why=${promised ? say("page.locker.pick-up.promised") : null} />
        <${Choice} id="drop-off" sign="paper" off=${Boolean(shut) || !free || !brings} press=${() => go("bring", { kind: "drop-off" })}
          why=${!brings ? say("page.locker.no-drop-off") : !shut && !free ? say("page.locker.full") : null} />
      </div>
      <p class="note">${icon("camera")}<span>${say("page.locker.camera")}</span></p>
    <//>`;
}

const Choice = ({ id, sign, off, press, why }) => html`
  <button type="button" class="choice" data-test=${id} disabled=${off} onClick=${press}>
    <span class="sign">${icon(sign)}</span>
    <b>${say(`page.locker.${id}.name`)}</b>
    <span>${why ?? say(`page.locker.${id}.say`)}</span>
  </button>`;

export { HomePage };
