// The call stack as it is drawn: three cards, and the list of the calls before them.
import { html, signal, useLayoutEffect } from "/page/preact.js";
import { sayIn, tag } from "/page/words.js";
import { icon } from "/page/icon.js";
import {
  both, calls, closed, named, screen, tongues, trust, windowWords, zoneOf,
} from "/page/display/board.js";
import { Closed } from "/page/display/closed.js";
import { drawnWide, ems, useBox } from "/page/display/fit.js";
import { CARDS } from "/page/display/stack.js";

const ROW_EM = 1.12; // the height of a row of the list
const HEAD_EM = 0.82; // and of its heading
const LONG_EM = 2.4; // a window's label wider than this stands smaller
const COLUMNS_MOST = 3;
const ZONE_EM = 2.4; // a zone's name beside a row, on two lines
const ZONE_FITS = 16; // what three of its lines hold at full size; a longer name stands smaller
const PICTURE_VH = 22; // the height of the pictures' band on an upright screen (calls.css)

// Whether the hall's pictures stand beside the calls: only while one column holds the list without them.
const pictured = signal(false);

function makeRoom(calls, box) {
  const upright = innerHeight > innerWidth;
  const band = upright && !pictured.value ? (innerHeight * PICTURE_VH) / 100 : 0;
  const rows = Math.floor(((box.height || innerHeight / 2) - band) / box.em / ROW_EM - HEAD_EM);
  pictured.value = screen.value.pictures.length > 0 && calls <= Math.max(0, rows);
}

function Cards() {
  const { cards } = calls.value;
  const slot = (_, at) => html`<div key=${at} class="slot slot-${at}">
    ${cards[at] && html`<${Card} key=${cards[at].call} call=${cards[at]} />`}</div>`;
  return html`<section class="cards ${trust.value}" aria-label=${sayIn(tongues.value[0], "page.display.calling")}
    data-test="cards">
    ${cards.length ? Array.from({ length: CARDS }, slot) : html`<${Quiet} />`}
    ${trust.value === "grey" && html`<p class="listen" data-test="listen">${both("page.display.listen")}</p>`}
  </section>`;
}

// Nobody was called lately: when the hall is closed, that; else calm words.
function Quiet() {
  if (closed.value !== null) return html`<${Closed} />`;
  return html`<p class="quiet" data-test="quiet">${both("page.display.no-calls")}</p>`;
}

// A card is keyed by its call, so its pulse starts once; one that moves down goes on where it was.
function Card({ call }) {
  const lit = call.stage === "lit";
  const [wide, label] = [call.number, call.window_label].map(drawnWide);
  const style = { "--wide": Math.max(2.3, wide), "--label": label, "--delay": lit ? `${call.since - performance.now()}ms` : "0ms" };
  return html`<article class="call ${lit ? "lit" : ""}" style=${style} data-test="card" data-call=${call.call}>
    <strong class="number">${call.number}</strong>
    <${Where} label=${call.window_label} recall=${call.recall} zone=${zoneOf(call)} />
  </article>`;
}

// "-> 3 号窗口", and beside the label what it is in the other language.
function Where({ label, recall, zone }) {
  const [first, ...others] = tongues.value;
  const [before, after] = windowWords(first, label, "\u0000").split("\u0000");
  const more = others.map((tongue) => html`<span class="second" key=${tongue} lang=${tag(tongue)}>
    ${sayIn(tongue, "page.display.at-window")}</span>`);
  const words = (text) => html`<span class="words"><span class="first" lang=${tag(first)}>${text}</span>${more}</span>`;
  const wide = ems(label);
  return html`<div class="where">
    ${recall > 0 && html`<span class="again" data-test="again">${both("page.display.again")}</span>`}
    <span class="window">${icon("forward")}${before && words(before)}
      <b class=${wide > LONG_EM ? "long" : ""} dir="auto">${label}</b>
      ${!before && words(after || sayIn(first, "page.display.at-window"))}</span>
    ${zone && html`<span class="of" lang=${tag(first)} dir="auto" data-test="zone-of">${named(zone, first)}</span>`}
  </div>`;
}

// Earlier calls, and those that wait for their card (marked). More than a column holds stand in a second one.
function Earlier({ drawn }) {
  const [ref, box] = useBox();
  const { cards, list } = calls.value;
  const rows = Math.max(0, Math.floor((box.height / box.em - HEAD_EM) / ROW_EM));
  const wide = Math.max(4.2, ...list.slice(0, rows * COLUMNS_MOST).map(rowEms));
  const most = columnsMost(box.em, wide);
  const columns = rows && !pictured.value ? Math.min(most, Math.max(1, Math.ceil(list.length / rows))) : 1;
  const shown = list.slice(0, rows * columns);
  useLayoutEffect(() => makeRoom(list.length, box));
  useLayoutEffect(() => drawn([...cards, ...(box.height ? shown : [])].map((call) => call.call)));
  const style = { "--columns": columns, "--rows": Math.max(1, rows), "--column": `${wide}em` };
  return html`<section class="earlier" ref=${ref} style=${style} hidden=${!cards.length} data-test="list">
    <h2 hidden=${!rows}>${Array.from({ length: columns }, (_, at) => html`<span class="heading" key=${at}>
      <span>${both("page.display.number")}</span><span>${both("page.display.at-window")}</span></span>`)}</h2>
    <ol>${shown.map((call, at) => html`<${Row} key=${at} call=${call} />`)}</ol>
  </section>`;
}

function Row({ call }) {
  const long = ems(call.window_label) > LONG_EM ? "long" : "";
  const zone = named(zoneOf(call), tongues.value[0]);
  return html`<li class=${call.stage} data-test="row" data-call=${call.call}>
    <strong class="number">${call.number}</strong>
    ${zone && html`<span class="of" style=${{ "--fit": Math.min(1, ZONE_FITS / ems(zone)) }} lang=${tag(tongues.value[0])}
      dir="auto">${zone}</span>`}<b class="label ${long}" dir="auto">${call.window_label}</b></li>`;
}

// Long labels stand smaller, on two lines (calls.css), so they count for half at most.
function rowEms(call) {
  const label = ems(call.window_label);
  const zone = zoneOf(call) ? ZONE_EM : 0;
  return drawnWide(call.number) + (label > LONG_EM ? Math.min(4, label * 0.3) : drawnWide(call.window_label)) + zone + 0.9;
}

// On a wide screen the cards keep half of it; a tall one has its whole width for the list.
function columnsMost(em, wide) {
  const room = innerHeight > innerWidth ? innerWidth * 0.96 : innerWidth * 0.54;
  return Math.max(1, Math.min(COLUMNS_MOST, Math.floor(room / (em * (wide + 0.4)))));
}

export { Cards, Earlier, pictured };
