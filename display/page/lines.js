// The lines around the calls: the head with the clock, who waits, who was missed, notices, and how old all this is.
import { html, signal } from "/page/preact.js";
import { sayIn, tag } from "/page/words.js";
import { serverNow } from "/page/hear.js";
import { icon } from "/page/icon.js";
import {
  both, bothNamed, calls, closed, heardAt, named, screen, told, tongues, trust, turn, view, windowWords,
} from "/page/display/board.js";
import { ems, grouped, pieces, useBox } from "/page/display/fit.js";

const NOTICE_LINES = 2;
const TALL_LINES = 2;
const HALL_EM = 28; // how long a name may be before it stands smaller
const ZONE_EM = 34;
const now = signal(0);

function Head() {
  const { hall, zone_names: zones, labels } = view.value;
  const here = (tongue) => (zones.length
    ? zones.map((zone) => named(zone, tongue)) : labels.map((label) => windowWords(tongue, label)));
  const [first] = tongues.value;
  const line = (tongue, at) => html`<span key=${tongue} class=${at ? "second" : "first"} lang=${tag(tongue)}>
    ${here(tongue).map((name, n) => html`<span key=${n} class="name" dir="auto">${name}</span>`)}</span>`;
  return html`<header class="head">
    <h1 style=${fit(named(hall, first), HALL_EM)} data-test="hall">
      ${screen.value.logo && html`<img class="logo" src=${screen.value.logo} alt="" data-test="logo" />`}<span>${bothNamed(hall)}</span></h1>
    <p class="zone" style=${fit(here(first).join(""), ZONE_EM)} data-test="zone">${tongues.value.map(line)}</p>
    <${Clock} />
  </header>`;
}

// Long names stand smaller, down to half, so that the calls keep their room.
const fit = (text, most) => ({ "--fit": Math.max(0.55, Math.min(1, most / ems(text))) });

function Clock() {
  const at = now.value;
  const date = (tongue, n) => html`<span key=${tongue} class=${n ? "second" : "first"} lang=${tag(tongue)}>
    ${told("date", tongue, at)}</span>`;
  return html`<p class="clock"><time data-test="clock">${told("time", tongues.value[0], at)}</time>
    <span class="dates">${tongues.value.map(date)}</span></p>`;
}

// Set the clock; it redraws when the minute does.
function tellTime() {
  now.value = Math.floor(serverNow() / 60_000) * 60_000;
}

function Age() {
  return trust.value !== "live" && html`<p class="age" role="status" data-test="stale">${icon("offline")}
    <span>${both("page.display.stale", { time: told("time", tongues.value[0], heardAt.value) })}</span></p>`;
}

// A strip of short items: as many as fit (on two lines of a tall screen), the rest on its next pages, each language in
// turn.
function Strip({ name, title, items }) {
  const [ref, box] = useBox();
  const pages = box.width ? tongues.value.flatMap((tongue) => pagesOf(tongue, title, items(tongue), box)) : [];
  const { tongue, lines } = pages[turn.value % pages.length] ?? { tongue: tongues.value[0], lines: [] };
  return html`<section class="strip ${name}" ref=${ref} lang=${tag(tongue)} data-test=${name}>
    <h2>${sayIn(tongue, title)}</h2>
    <div class="lines">${lines.map((line, at) => html`
      <ul key=${at}>${line.map((item, n) => html`<${Item} key=${n} ...${item} />`)}</ul>`)}</div>
  </section>`;
}

function Item({ text, number }) {
  return html`<li>${text && html`<span dir="auto">${text}</span>`}<b class=${text ? "" : "number"}>${number}</b></li>`;
}

function pagesOf(tongue, title, items, box) {
  const most = box.width / box.em - ems(sayIn(tongue, title)) - 2.6;
  const lines = grouped(items, most);
  const many = innerHeight > innerWidth ? TALL_LINES : 1;
  const pages = Math.ceil(lines.length / many);
  return Array.from({ length: pages }, (_, at) => ({ tongue, lines: lines.slice(at * many, (at + 1) * many) }));
}

// Categories where nobody waits are left out while somebody waits in another.
function Waiting() {
  const { waiting, category_names: called } = view.value;
  const some = waiting.filter(({ count }) => count > 0);
  const items = (tongue) => (some.length ? some : waiting).map(({ category, count }) => {
    const text = named(called[category], tongue);
    return { text, number: String(count), ems: ems(text) + 0.4 + ems(String(count)) };
  });
  return html`<${Strip} name="waiting" title="page.display.waiting" items=${items} />`;
}

function Missed() {
  const items = () => view.value.missed.map((number) => ({ number, ems: ems(number) }));
  return view.value.missed.length > 0 && html`<${Strip} name="missed" title="page.display.missed" items=${items} />`;
}

// One notice a page, in its own place below the calls and never over them.
function Notices() {
  const [ref, box] = useBox();
  const most = Math.max(8, (box.width / box.em - 3.5) * NOTICE_LINES * 0.9);
  const said = [...closing(), ...onward(), ...view.value.notices.map(({ text }) => (tongue) => named(text, tongue))];
  const pages = said.flatMap((text) => tongues.value.flatMap((tongue) =>
    pieces(text(tongue), most).map((piece) => ({ tongue, piece }))));
  const page = pages.length ? pages[turn.value % pages.length] : null;
  const label = sayIn(tongues.value[0], "page.display.notices");
  return html`<section class="notices" ref=${ref} hidden=${!pages.length} aria-label=${label} data-test="notices">
    ${page && html`${icon("notice")}<p lang=${tag(page.tongue)} dir="auto" data-test="notice">${page.piece}</p>`}
  </section>`;
}

// While calls are still shown, that the hall has closed is the first notice.
function closing() {
  if (closed.value === null || !calls.value.cards.length) return [];
  const key = closed.value.opens_at ? "page.display.opens" : "page.display.closed";
  return [(tongue) => sayIn(tongue, key, { time: closed.value.opens_at ?? "" })];
}

// Who was served here and is to go on: the next line of the same matter.
function onward() {
  return view.value.onward.map(({ number, zone }) => (tongue) => sayIn(tongue, "page.display.onward", { number, zone: named(zone, tongue) }));
}

export { Age, Head, Missed, Notices, Waiting, tellTime };
