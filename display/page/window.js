// The screen at a window: one number as large as fits, or why there is none. It shows no number it cannot vouch for: a
// wrong one here sends people to the wrong desk, so what is too old gives way to words.
import { html, useLayoutEffect } from "/page/preact.js";
import { sayIn, tag } from "/page/words.js";
import { icon } from "/page/icon.js";
import { both, bothNamed, calls, named, screen, told, tongues, trust, view, windowWords } from "/page/display/board.js";
import { drawnWide, ems } from "/page/display/fit.js";

const MARKS = { idle: "check", calling: "call", serving: "person", paused: "pause", closed: "closed", unsure: "megaphone" };
const SERVES_EM = 26; // how long a line of services may be before it stands smaller

// The window of this screen in the view; undefined when the plan no longer gives it one.
const own = () => view.value.windows?.find(({ window }) => screen.value.place?.windows.includes(window));

function WindowScreen({ drawn }) {
  const here = own();
  const numbered = ["calling", "serving"].includes(here?.state);
  const sure = here && trust.value === "live" && (!numbered || here.number);
  const state = sure ? here.state : "unsure";
  const number = sure && numbered ? here.number : null;
  useLayoutEffect(() => drawn(number && here.call ? [here.call] : []));
  return html`<main class="at-window ${state}" data-test="window" data-state=${state} data-trust=${trust.value}>
    <${Head} here=${here} />
    ${number ? html`<${Number} key=${here.call} here=${here} state=${state} />` : html`<${Without} here=${here} state=${state} />`}
    <${Foot} here=${here} state=${state} />
  </main>`;
}

function Head({ here }) {
  if (!here) return null;
  const [first, ...others] = tongues.value;
  const serves = (tongue) => servedHere(here, tongue).join(" · ");
  return html`<header class="which">
    <h1 style=${{ "--label": Math.max(2.6, ems(windowWords(first, here.label))) }} data-test="label">
      <span class="first" lang=${tag(first)} dir="auto">${windowWords(first, here.label)}</span>
      ${others.map((tongue) => html`<span class="second" key=${tongue} lang=${tag(tongue)} dir="auto">${windowWords(tongue, here.label)}</span>`)}</h1>
    <p class="serves" style=${{ "--fit": Math.max(0.5, Math.min(1, SERVES_EM / ems(serves(first)))) }} data-test="serves">
      ${tongues.value.map((tongue, at) => html`<span key=${tongue} class=${at ? "second" : "first"} lang=${tag(tongue)}
        dir="auto">${serves(tongue)}</span>`)}</p>
    ${screen.value.logo && html`<img class="logo" src=${screen.value.logo} alt="" />`}
  </header>`;
}

// What is served here: its categories, or, where it serves its whole zone, that.
function servedHere(here, tongue) {
  if (here.kind === "integrated") return [sayIn(tongue, "page.display.all-here")];
  return here.categories.map((each) => named(view.value.category_names[each], tongue)).filter(Boolean);
}

// Keyed by its call: a new call and a recall pulse three times, what was there before (a page loaded again) stands still.
function Number({ here, state }) {
  const all = [...calls.value.cards, ...calls.value.list];
  const call = all.find((each) => each.call === here.call);
  const lit = state === "calling" && call?.stage === "lit";
  const style = { "--wide": drawnWide(here.number), "--delay": lit ? `${call.since - performance.now()}ms` : "0ms" };
  return html`<section class="panel ${lit ? "lit" : ""}" style=${style}>
    <strong class="number" data-test="number">${here.number}</strong>
    <p class="what" data-test="what">${icon(MARKS[state])}<span>
      ${both(state === "serving" ? "page.display.serving" : call?.recall ? "page.display.come-again" : "page.display.come")}</span></p>
  </section>`;
}

// No number: free, on a break, closed, or not to be trusted.
function Without({ here, state }) {
  const back = state === "paused" && here.back_at ? told("time", tongues.value[0], Date.parse(here.back_at)) : null;
  return html`<section class="panel without">
    <h2 data-test="what">${icon(MARKS[state])}<span>
      ${both(state === "unsure" ? "page.display.listen-here" : `page.display.state.${state}`)}</span></h2>
    ${state === "paused" && here.reason && html`<p data-test="reason">${both(`page.clerk.reason.${here.reason}`)}</p>`}
    ${back && html`<p class="back" data-test="back">${both("page.display.back", { time: back })}</p>`}
  </section>`;
}

// Where else to go, while nobody works here.
function Foot({ here, state }) {
  if (!["paused", "closed"].includes(state) || !here.instead) return null;
  const { label, zone, zone_name: name } = here.instead;
  return html`<footer class="instead" data-test="instead">${icon("forward")}<p>
    ${tongues.value.map((tongue, at) => html`<span key=${tongue} class=${at ? "second" : "first"} lang=${tag(tongue)}>
      ${sayIn(tongue, "page.display.instead", { window: windowWords(tongue, label) })}</span>`)}
    ${zone !== here.zone && html`<span class="of">${bothNamed(name)}</span>`}</p></footer>`;
}

export { WindowScreen };
