// What lies in the cabinet: what visitors brought, what is overdue, what waits for somebody; to take out, one door at a time.
import { computed, html, signal } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { Button, called, day } from "/page/cabinet/parts.js";
import { collect, deposits, newCode, printAgain } from "/page/cabinet/state.js";

const ROUND_MAX = 60;
const DEAD = ["taken", "returned"];
const chosen = signal([]);

const groupOf = (deposit) => (deposit.kind === "drop-off" ? "brought" : deposit.overdue ? "overdue" : "results");
const takable = (deposit) => ["occupied", "uncertain"].includes(deposit.compartment_state);
const there = computed(() => deposits.value.filter((deposit) => !DEAD.includes(deposit.state)));
const picked = computed(() => there.value.filter((each) => chosen.value.includes(each.id) && takable(each)).slice(0, ROUND_MAX));

const toggle = (id) => (chosen.value = chosen.value.includes(id) ? chosen.value.filter((one) => one !== id) : [...chosen.value, id]);

async function go() {
  if (await collect(picked.value.map((each) => each.id))) chosen.value = [];
}

function Collect() {
  return html`<section aria-labelledby="collect" data-test="collect-page"><h2 id="collect">${say("page.cabinet.collect.title")}</h2>
    <p class="quiet">${say("page.cabinet.collect.say")}</p>
    ${["brought", "overdue", "results"].map((group) => html`<${Group} key=${group} group=${group} />`)}
    <div class="acts stays"><${Button} sign="external" kind="primary" test="collect" off=${picked.value.length === 0}
      label=${say("page.cabinet.collect.go", { count: picked.value.length })} onClick=${go} /></div>
  </section>`;
}

function Group({ group }) {
  const mine = there.value.filter((deposit) => groupOf(deposit) === group);
  const all = mine.filter(takable).map((each) => each.id);
  const every = all.length > 0 && all.every((id) => chosen.value.includes(id));
  return html`<section class="group" data-test=${`group-${group}`} aria-labelledby=${`group-${group}`}>
    <h3 id=${`group-${group}`}>${say(`page.cabinet.collect.${group}`)} <span class="count">${mine.length}</span></h3>
    ${all.length > 0 && html`<label class="tick"><input type="checkbox" data-test="all" checked=${every}
      onChange=${() => (chosen.value = every ? chosen.value.filter((id) => !all.includes(id)) : [...new Set([...chosen.value, ...all])])} />
      <span>${say("page.cabinet.collect.all")}</span></label>`}
    ${mine.length === 0 ? html`<p class="quiet">${say("page.cabinet.collect.none")}</p>` : html`<ul class="rows">${mine.map((deposit) => html`
      <${Deposit} key=${deposit.id} deposit=${deposit} />`)}</ul>`}
  </section>`;
}

const Deposit = ({ deposit }) => html`<li class="row" data-test="deposit" data-id=${deposit.id} data-no=${deposit.compartment}>
  <label class="tick"><input type="checkbox" data-test="pick" checked=${chosen.value.includes(deposit.id)} disabled=${!takable(deposit)}
    onChange=${() => toggle(deposit.id)} />
    <span class="no-of number">${deposit.compartment}</span>
    <span class="what"><b><bdi>${called(deposit)}</bdi></b><span class="quiet">${say("page.cabinet.collect.due", { time: day(deposit.due_at) })}</span></span></label>
  <span class="marks">
    ${deposit.overdue && html`<span class="mark warn">${icon("clock")}${say("page.cabinet.collect.is-overdue")}</span>`}
    ${deposit.to_check && html`<span class="mark warn">${icon("question")}${say("page.cabinet.collect.to-check")}</span>`}
    ${deposit.locked && html`<span class="mark warn">${icon("lock")}${say("page.cabinet.collect.locked")}</span>`}
    ${deposit.kind === "result" && deposit.slip && html`<${SlipMark} slip=${deposit.slip} />`}
    ${!takable(deposit) && html`<span class="mark">${say(`page.cabinet.state.${deposit.compartment_state}`)}</span>`}
  </span>
  ${deposit.kind === "result" && html`<span class="acts">
    ${deposit.slip && html`<${Button} sign="printer" test="print-again" off=${deposit.slip.hand_over === "pending" || deposit.locked}
      label=${say("page.cabinet.collect.print-again")} onClick=${() => printAgain(deposit)} />`}
    <${Button} sign="key" test="new-code" label=${say("page.cabinet.collect.new-code")} onClick=${() => newCode(deposit)} /></span>`}
</li>`;

// How the slip of a result came out: said only where somebody must look, or knows that it is there.
const SlipMark = ({ slip: { hand_over: how } }) => html`
  <span class=${`mark ${["failed", "unknown"].includes(how) ? "warn" : ""}`} data-test="slip" data-state=${how}>
    ${icon("printer")}${say(`page.cabinet.collect.slip.${how}`)}</span>`;

export { Collect };
