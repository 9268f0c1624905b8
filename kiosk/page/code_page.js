// What a code was that somebody held before the kiosk, and what to do now. It never shows the code.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { names, say } from "/page/words.js";
import { service } from "/page/kiosk/hall.js";
import { Home, Page, Run, closedWhy } from "/page/kiosk/parts.js";
import { Papers } from "/page/kiosk/services.js";
import { end, go, session } from "/page/kiosk/session.js";
import { take } from "/page/kiosk/taking.js";

const HELP_AFTER = 3; // codes that were not read, one after the other

function CodePage() {
  const { code, misread } = session.value;
  const { what } = code;
  if (what === "asking") return html`<${Plight} key=${what} id="asking" busy />`;
  if (what === "check-in" && service(code.service)) return html`<${CheckIn} key=${what} offered=${service(code.service)} />`;
  if (what === "over") return html`<${Plight} key=${what} id=${`over.${code.state}`} sign="ticket" named=${code.number}><${Home} /><//>`;
  if (what === "away") return html`<${Plight} key=${what} id="away" sign="offline"><${Again} /><${Home} /><//>`;
  if (what === "promised") return html`<${Plight} key=${what} id=${what} sign="clock"><${Home} /><//>`;
  return misread < HELP_AFTER
    ? html`<${Plight} key=${what} id="not-ours" sign="scan"><${Again} /><${Home} /><//>`
    : html`<${Plight} key="staff" id="staff" sign="helper"><${Again} /><${Home} /><//>`;
}

const Plight = ({ id, sign, busy = false, named = "", children }) => html`
  <${Page} id="code" class="page trouble" data-code=${id} aria-busy=${busy ? "true" : null}
    title=${say(`page.kiosk.code.${id}.title`, { number: named })}>
    <div class="plight" role="status">
      ${busy ? html`<span class="ring" aria-hidden="true"></span>` : html`<span class="picture">${icon(sign)}</span>`}
      <p>${say(`page.kiosk.code.${id}.say`)}</p>
      ${!busy && html`<div class="answers">${children}</div>`}
    </div>
  <//>`;

// Back to where a code may be held up again: any page does.
const Again = () => html`
  <button type="button" class="button primary" data-test="again" onClick=${() => go("home")}>
    ${icon("refresh")}${say("page.kiosk.code.again")}
  </button>`;

// Another service says what its visitor comes for: one touch gives the number.
function CheckIn({ offered }) {
  const { id, name, open, papers } = offered;
  return html`
    <${Page} id="code" class="page trouble" data-code="check-in" title=${say("page.kiosk.code.check-in.title")}>
      <div class="plight">
        <span class="picture">${icon("ticket")}</span>
        <p class="offered"><b><${Run} name=${name} /></b></p>
        ${open && papers.length > 0 && html`<p class="spare"><${Papers} papers=${papers} /></p>`}
        ${!open && html`<p>${closedWhy(offered)}</p>`}
        <div class="answers">
          ${open && html`
            <button type="button" class="button primary" data-test="take" aria-label=${say("page.kiosk.code.check-in.take-for", { service: names(name) })}
              disabled=${session.value.press !== null} onClick=${() => take(id)}>${icon("ticket")}${say("page.kiosk.code.check-in.take")}</button>`}
          <button type="button" class="button" data-test="home" onClick=${end}>${icon("home")}${say("page.kiosk.home")}</button>
        </div>
      </div>
    <//>`;
}

export { CodePage };
