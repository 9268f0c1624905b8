// Stock-take: compartment by compartment, what the books say and what somebody finds there.
import { html, signal } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { Button, State, called } from "/page/cabinet/parts.js";
import { at, lyingIn, view } from "/page/cabinet/state.js";

const BUSY = ["opening", "open", "reserved"];
const sure = signal(null); // the compartment whose missing deposit is asked about once more
const found = signal({}); // by compartment: "agrees" or "differs", since this round began

async function record(no, holds, what) {
  sure.value = null;
  if (await at(no, "stock-take", { holds })) found.value = { ...found.value, [no]: what };
}

const canCheck = (cell) => !cell.visit && !BUSY.includes(cell.state) && cell.door !== "open";

function Stock() {
  const cells = view.value.compartments;
  const done = cells.filter((cell) => found.value[cell.no]).length;
  const differ = cells.filter((cell) => found.value[cell.no] === "differs");
  return html`<section aria-labelledby="stock" data-test="stock-page"><h2 id="stock">${say("page.cabinet.stock.title")}</h2>
    <p class="quiet">${say("page.cabinet.stock.say")}</p>
    <p class="banner ${differ.length ? "warn" : "ok"}" role="status" data-test="round" data-done=${done} data-differ=${differ.length}>
      ${icon("list")}<span>${say("page.cabinet.stock.round", { done, count: cells.length, differ: differ.length })}
      ${differ.length > 0 && ` ${differ.map((cell) => cell.no).join(", ")}`}</span></p>
    <ul class="rows">${cells.map((cell) => html`<li key=${cell.no} class="row" data-test="stock" data-no=${cell.no} data-found=${found.value[cell.no] ?? ""}>
      <${Counted} cell=${cell} /></li>`)}</ul>
    <div class="acts"><${Button} sign="refresh" test="anew" label=${say("page.cabinet.stock.anew")} off=${done === 0} onClick=${() => (found.value = {})} /></div>
  </section>`;
}

// What ought to lie there, and the answers: as the books say, or not. A thing that no book knows is taken out first.
function Counted({ cell }) {
  const deposit = lyingIn(cell.no);
  const off = !canCheck(cell);
  return html`<span class="no-of number">${cell.no}</span>
    <span class="what"><span>${deposit ? html`${say("page.cabinet.stock.holds")} <b><bdi>${called(deposit)}</bdi></b>` : say("page.cabinet.stock.empty")}</span>
      <span class="quiet"><${State} state=${cell.state} /></span></span>
    <span class="acts">
      ${deposit && html`<${Button} sign="paper" test="there" label=${say("page.cabinet.stock.there")} off=${off}
        onClick=${() => record(cell.no, deposit.id, "agrees")} />`}
      ${deposit
        ? html`<${Button} sign="absent" test="missing" kind="danger" label=${say("page.cabinet.stock.missing")} off=${off} aria-expanded=${sure.value === cell.no}
            onClick=${() => (sure.value = sure.value === cell.no ? null : cell.no)} />`
        : html`<${Button} sign="check" test="empty" label=${say("page.cabinet.stock.is-empty")} off=${off} onClick=${() => record(cell.no, null, "agrees")} />`}
    </span>
    ${deposit && sure.value === cell.no && html`<${Sure} cell=${cell} deposit=${deposit} off=${off} />`}`;
}

// Missing ends a deposit in the books and cannot be taken back: asked once more, with its name.
const Sure = ({ cell, deposit, off }) => html`<div class="banner danger told sure" role="alert"><span>${say("page.cabinet.stock.sure", { what: called(deposit), no: cell.no })}</span>
  <${Button} sign="absent" kind="danger" test="really-missing" label=${say("page.cabinet.stock.really")} off=${off} onClick=${() => record(cell.no, null, "differs")} /></div>`;

export { Counted, Stock };
