// Who waits for this window, in the order it would call them, and why each stands there.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { names, say } from "/page/words.js";
import { callNumber, ready } from "/page/clerk/acts.js";
import { CasesButton } from "/page/clerk/cases.js";
import { Button, Key, Own, minutesSince } from "/page/clerk/parts.js";
import { className, dialog, serviceName, view, waiting } from "/page/clerk/state.js";

function Line() {
  const { waiting: line, policy } = view.value;
  const more = waiting.value - line.length;
  return html`<section class="card line" aria-labelledby="line" data-test="line">
    <div class="top"><h2 id="line" tabindex="-1">${say("page.clerk.line", { count: waiting.value })}</h2>
      <${CasesButton} open=${() => (dialog.value = { name: "cases" })} />
      <${Button} kind="plain small" test="open-find" onClick=${() => (dialog.value = { name: "find" })}>${icon("search")}${say("page.clerk.find")}<${Key} of="find" /><//></div>
    ${line.length === 0 ? html`<p class="nobody">${say("page.clerk.nobody-waits")}</p>` : html`
    <div class="scroll" data-scrolls role="group" aria-labelledby="line" tabindex="0">
      <table role="table">
        <thead role="rowgroup"><tr role="row">
          ${["number", "waits", "matter", "why"].map((column) => html`<th role="columnheader" scope="col" key=${column}>${say(`page.clerk.column.${column}`)}</th>`)}
          ${policy.call_by_number && html`<th role="columnheader" scope="col"><span class="unseen">${say("page.clerk.column.act")}</span></th>`}
        </tr></thead>
        <tbody role="rowgroup">${line.map((one, place) => html`<${Row} key=${one.id} one=${one} place=${place} />`)}</tbody>
      </table>
      ${more > 0 && html`<p class="more">${say("page.clerk.more", { count: more })}</p>`}
    </div>`}
  </section>`;
}

function Row({ one, place }) {
  return html`<tr role="row" data-test="waits" class=${view.value.alert?.id === one.id ? "new" : ""}>
    <th role="rowheader" scope="row" class="number">${one.number}</th>
    <td role="cell" class="waits">${say("page.clerk.minutes", { count: minutesSince(one.since) })}</td>
    <td role="cell" class="matter"><${Own} text=${serviceName(one.service)} /></td>
    <td role="cell" class="why"><${Why} one=${one} /></td>
    ${view.value.policy.call_by_number && html`<td role="cell" class="act"><${CallThis} one=${one} place=${place} /></td>`}
  </tr>`;
}

// Words that tell of the place in the line alone, in the order they matter; the others tell of the window.
const QUIET = ["first-come", "helped-zone", "integrated-only"];

// Why somebody stands where he stands: who has no other claim has come first.
function reasonsOf(one) {
  return one.why.every((word) => QUIET.includes(word)) ? ["first-come", ...one.why.filter((word) => word !== "first-come")] : one.why;
}

function Why({ one }) {
  return html`<ul class="chips">
    ${reasonsOf(one).map((word) => html`<li key=${word} class=${QUIET.includes(word) ? "" : "strong"}>
      ${word === "priority" ? html`${icon("priority")}<${Own} text=${className(one.priority_class)} />` : say(`page.clerk.why.${word}`)}</li>`)}
    ${one.needs.map((need) => html`<li key=${need} class="strong">${icon(need)}${say(`page.clerk.need.${need}`)}</li>`)}
  </ul>`;
}

// Out of turn is recorded, so it is confirmed; the first of the line is nobody's turn but his.
function CallThis({ one, place }) {
  const free = ready.value && view.value.state === "idle";
  const call = () => (place === 0 ? callNumber(one) : (dialog.value = { name: "out-of-turn", one, place }));
  return html`<${Button} kind="plain small" test="call-this" off=${!free} onClick=${call}
    aria-label=${say("page.clerk.call-this-number", { number: one.number, matter: names(serviceName(one.service)) })}
    >${say("page.clerk.call-this")}<//>`;
}

export { Line, reasonsOf };
