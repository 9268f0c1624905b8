// The number, as large as a hand; where to go with it; and honestly how it is handed over.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { language, names, say } from "/page/words.js";
import { useCode } from "/page/qr.js";
import { modes } from "/page/screen.js";
import { labelRanges, line, printer, service, view, windowLabel, windowLabels, zone } from "/page/kiosk/hall.js";
import { Code } from "/page/kiosk/code.js";
import { leaving } from "/page/kiosk/idle.js";
import { look } from "/page/kiosk/look.js";
import { Page, Run } from "/page/kiosk/parts.js";
import { Papers } from "/page/kiosk/services.js";
import { go, session } from "/page/kiosk/session.js";
import { Snug } from "/page/kiosk/snug.js";
import { acting, cancel, comeBack, done, handOver, reprint, ticket } from "/page/kiosk/taking.js";

const CODED = ["printing", "printed", "ask", "note", "kept"]; // when a code is of use

function TicketPage() {
  const held = ticket.value;
  const coded = held !== null && CODED.includes(look(held)) && !session.value.scanned;
  const code = useCode(coded ? `/tickets/${held.id}/code` : null);
  if (!held) return html`<${Page} id="ticket" title=${say("page.kiosk.ticket.reading")} aria-busy="true"><${Skeleton} /><//>`;
  const kind = look(held);
  return html`
    <${Page} id="ticket" title=${say(`page.kiosk.ticket.${kind}.title`)} data-kind=${kind}>
      <p class="unseen" role="status" data-test="spoken">${spoken(held, kind)}</p>
      ${line.value !== "live" && html`<p class="banner warn">${icon("offline")}<span>${say("page.kiosk.ticket.offline")}</span></p>`}
      <${Snug} of=${`${held.id} ${kind} ${code !== null} ${language.value} ${JSON.stringify(modes.value)}`}>
        <div class="sheet">
          <p class="number" data-test="number" style=${{ "--letters": held.number.length }}>${held.number}</p>
          <p class="matter"><${Run} name=${service(held.journey ?? held.service)?.name} /></p>
          ${coded && html`<${Code} code=${code} />`}
        </div>
        <div class="facts">
          <${Where} held=${held} kind=${kind} />
          <${Ahead} held=${held} kind=${kind} />
          <${Way} held=${held} />
          <${Wishes} held=${held} />
          ${kind !== "void" && html`<${Bring} held=${held} />`}
        </div>
        <${HandOver} held=${held} kind=${kind} />
      <//>
      <${Acts} kind=${kind} />
    <//>`;
}

const Skeleton = () => html`<div class="bones" aria-hidden="true"><i></i><i></i><i></i></div>`;

function spoken(held, kind) {
  if (held.state !== "waiting") return `${[...held.number].join(" ")}. ${say(`page.kiosk.ticket.${kind}.title`)}`;
  const said = say("page.kiosk.ticket.spoken", { number: [...held.number].join(" "), count: held.people_ahead });
  return kind === "printing" || kind === "printed" ? said : `${said} ${say(`page.kiosk.ticket.${kind}.title`)}`;
}

function Where({ held, kind }) {
  if (kind === "void") return null;
  const labels = kind === "called" && held.window ? [windowLabel(held.window)] : windowLabels(held);
  const between = language.value === "zh" ? "、" : ", ";
  const windows = labels.length === 0 ? null
    : say(labels.length === 1 ? "slip.window" : "slip.windows", { windows: labelRanges(labels, between) });
  return html`
    <p class="fact where" data-test="where">
      ${icon("map")}
      <span><span class="label">${say("slip.go-to")}</span>
        <b><${Run} name=${zone(held.zone)?.name} /></b>${windows && html`<b> · </b><b class="windows">${windows}</b>`}</span>
    </p>`;
}

function Ahead({ held, kind }) {
  if (held.state !== "waiting" || kind === "void") return null;
  const count = held.people_ahead;
  return html`
    <p class="fact" data-test="ahead">
      ${icon("people")}
      <span><b>${count === 0 ? say("page.kiosk.ticket.first") : say("page.kiosk.ticket.ahead", { count })}</b>
        ${held.wait && html`<span class="label">${say("page.kiosk.ticket.wait", { from: held.wait.from_minutes, to: held.wait.to_minutes })}</span>`}
      </span>
    </p>`;
}

// One matter in several places: where the visitor goes after this, by their zones.
function Way({ held }) {
  if (!held.journey || held.legs.length < 2) return null;
  return html`<p class="fact spare" data-test="way">${icon("transfer")}<span><span class="label">${say("page.kiosk.ticket.way")}</span>
    ${held.legs.map((leg, at) => html`<span key=${leg.no}>${at > 0 ? " → " : ""}<b class=${leg.state === "done" ? "past" : ""}><${Run} name=${service(leg.service)?.name} /></b></span>`)}</span></p>`;
}

// What the visitor told us of himself, in words.
function Wishes({ held }) {
  const known = view.value.priority_classes.find((each) => each.id === held.priority_class);
  const all = [...(known ? [names(known.name)] : []), ...held.needs.map((need) => say(`page.kiosk.need.${need}`))];
  if (all.length === 0) return null;
  return html`<p class="fact late" data-test="noted">${icon("priority")}<span>${all.join(language.value === "zh" ? "、" : ", ")}</span></p>`;
}

function Bring({ held }) {
  const papers = service(held.journey ?? held.service)?.papers ?? [];
  return papers.length === 0 ? null
    : html`<p class="fact spare" data-test="papers">${icon("paper")}<${Papers} papers=${papers} /></p>`;
}

const SIGNS = { printing: "printer", printed: "arrow-down", ask: "question", note: "camera", kept: "check", called: "call", void: "alert", missed: "clock", held: "hold" };

// How the number gets into the visitor's hand, as far as anybody knows.
function HandOver({ held, kind }) {
  const silent = kind === "ask" && held.hand_over === "unknown";
  const { instead } = session.value;
  const key = silent ? "page.kiosk.ticket.ask.unknown"
    : instead && kind === "printed" ? "page.kiosk.ticket.printed.elsewhere" : `page.kiosk.ticket.${kind}.say`;
  return html`
    <div class="slip" data-test="slip" data-kind=${kind}>
      <p><span class="sign">${icon(SIGNS[kind])}</span><span>${say(key, { kiosk: instead })}</span></p>
      <${Answers} kind=${kind} />
    </div>`;
}

function Answers({ kind }) {
  if (kind === "ask") {
    return html`<div class="answers">
      <${Answer} name="paper" primary text="came-out" press=${() => handOver("paper")} />
      <${Answer} name="nothing" text="nothing-out" press=${() => handOver("nothing")} /></div>`;
  }
  if (kind === "void") {
    return html`<div class="answers">
      <${Answer} name="paper" primary text="have-slip" press=${() => handOver("paper")} />
      <${Answer} name="shown" text="noted" press=${() => handOver("shown")} /></div>`;
  }
  if (kind === "missed" || kind === "held") {
    return html`<div class="answers"><${Answer} name="return" primary text="return" press=${comeBack} /></div>`;
  }
  if (kind !== "note") return null;
  return html`<div class="answers">
    <${Answer} name="shown" primary text="noted" press=${() => handOver("shown")} />
    ${printer.value === "ready" && html`<${Answer} name="reprint" text="reprint" press=${reprint} />`}</div>`;
}

const Answer = ({ name, text, press, primary = false }) => html`
  <button type="button" class="button ${primary ? "primary" : ""}" data-test=${name} disabled=${acting.value !== null}
    aria-busy=${acting.value === name ? "true" : null} onClick=${press}>${say(`page.kiosk.ticket.${text}`)}</button>`;

// Done, another matter, priority: always the same three, at the foot.
function Acts({ kind }) {
  const left = leaving.value;
  const asked = ["ask", "note", "void", "missed", "held"].includes(kind); // then the answer is what matters
  const held = ticket.value;
  return html`
    <div class="acts">
      <button type="button" class="button ${asked ? "" : "primary"}" data-test="done" onClick=${done}>
        ${icon("check")}<span>${say("page.kiosk.ticket.done")}</span>
        ${left !== null && html`<span class="left" aria-hidden="true">${left}</span>`}
      </button>
      ${held.state !== "serving" && kind !== "void" && html`
        <button type="button" class="button" data-test="cancel" disabled=${acting.value !== null} onClick=${cancel}>
          ${icon("undo")}<span>${say("page.kiosk.ticket.cancel")}</span>
        </button>`}
      ${held.state === "waiting" && !session.value.scanned && html`
        <button type="button" class="button" data-test="priority" disabled=${acting.value !== null}
          onClick=${() => go("wishes", { step: 0 })}>
          ${icon("priority")}<span>${say("page.kiosk.ticket.priority")}</span>
        </button>`}
    </div>`;
}

export { TicketPage };
