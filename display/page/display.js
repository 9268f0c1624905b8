// A wall: hears its board's views, keeps the stack of calls, draws it, and tells the server what stood on the screen.
import { batch, effect, html, render, untracked } from "/page/preact.js";
import { ask, entry } from "/page/ask.js";
import { hear, serverNow } from "/page/hear.js";
import { LANGUAGES, language, loadWords, sayIn, tag } from "/page/words.js";
import { fitScreen, modes, placeHere } from "/page/screen.js";
import { icon } from "/page/icon.js";
import { both, calls, heardAt, screen, tongues, trust, turn, view } from "/page/display/board.js";
import { capHigh } from "/page/display/fit.js";
import { Cards, Earlier, pictured } from "/page/display/calls.js";
import { Age, Head, Missed, Notices, Waiting, tellTime } from "/page/display/lines.js";
import { Pictures } from "/page/display/pictures.js";
import { WindowScreen } from "/page/display/window.js";
import { teller } from "/page/display/acks.js";
import { Stack } from "/page/display/stack.js";
import { startVoice } from "/page/display/voice.js";

const asked = new URLSearchParams(location.search);
const LIMIT_MILLIS = Number(asked.get("limit")) || 10_000; // silent for longer: it says how old it is
const GREY_TIMES = 6; // and this many times longer: the calls are not to be trusted
const WINDOW_MILLIS = Math.min(LIMIT_MILLIS, 5000); // a window's screen is stricter: its number goes
const CLOCK_MILLIS = 500;
const AGAIN_MILLIS = 3000; // after the server could not tell what this screen is

const place = placeHere();
const stack = new Stack();
const tell = teller(stack, (body) => ask("POST", `/displays/${encodeURIComponent(place)}/acks`, body));
let ending = null;
let learnt; // the look of the view for which was asked what this screen is

// Put the stack on the screen, and come back when a card's time is over.
function show() {
  clearTimeout(ending);
  calls.value = stack.picture();
  const at = stack.nextAt();
  if (at !== null) ending = setTimeout(turnOver, Math.max(0, at - performance.now()));
}

function turnOver() {
  stack.tick(performance.now());
  show();
}

// Called after each drawing; a call counts as shown when its frame was: a hidden page shows nothing.
function drawn(numbers) {
  requestAnimationFrame(() => {
    stack.drawn(numbers);
    tell();
  });
}

// What this screen is: its size, its look, its languages. Asked for at each connection and whenever the view says that it
// is laid out anew: the plan may be another.
async function learn(look) {
  learnt = look;
  try {
    const told = await ask("GET", `/displays/${encodeURIComponent(place)}`, undefined, { tries: 2 });
    const first = LANGUAGES.find((tongue) => tongue === asked.get("lang") && told.languages.includes(tongue));
    batch(() => {
      screen.value = told;
      tongues.value = [...new Set([first, ...told.languages].filter(Boolean))];
      language.value = tongues.value[0];
      if (!asked.has("theme")) modes.value = { ...modes.value, theme: told.theme };
    });
    dress(told);
    fitScreen(told.inches);
  } catch (error) {
    if (error.name !== "Refusal") throw error; // a refusal shows by the socket too
    learnt = undefined;
    if ([0, 503].includes(error.status)) setTimeout(() => learn(look), AGAIN_MILLIS);
  }
}

// Distance and the hall's colour, for the style sheets.
function dress({ distance_m: metres, accent }) {
  const { style } = document.documentElement;
  style.setProperty("--distance", String(Number(asked.get("distance")) || metres));
  for (const name of ["--head", "--ink"]) {
    if (accent) style.setProperty(name, accent);
    else style.removeProperty(name);
  }
}

function Wall({ state }) {
  const refused = state.value === "refused:unknown-display" ? "unbound" : "refused";
  const no = entry.value === "revoked" ? "revoked" : state.value.startsWith("refused:") ? refused : null;
  if (no) return html`<${Words} name=${no} mark="key" />`;
  if (state.value === "revoked") return html`<${Words} name="revoked" mark="key" />`;
  if (view.value === null || screen.value.template === null) return html`<${Words} name="connecting" mark="refresh" />`;
  if (screen.value.template === "window") return html`<${WindowScreen} drawn=${drawn} />`;
  return html`<main class="wall" data-test="wall" data-trust=${trust.value}>
    <${Head} /><${Age} />
    <div class="stack ${pictured.value ? "pictured" : ""} ${calls.value.cards.length ? "" : "none"}"><${Cards} /><${Earlier} drawn=${drawn} /><${Pictures} /></div>
    <footer class="foot"><div class="strips"><${Waiting} /><${Missed} /></div><${Notices} /></footer>
  </main>`;
}

// A screen with words alone: no call, old or new.
function Words({ name, mark }) {
  const [first] = tongues.value;
  return html`<main class="words-only" data-test=${name}>${icon(mark)}<h1>${both(`page.display.${name}`)}</h1>
    <p>${both(`page.display.${name}-next`)}</p>
    <p class="place" lang=${tag(first)}>${sayIn(first, "page.display.place", { place })}</p></main>`;
}

// How far what stands here can be trusted, by how long nothing was heard.
function judge(state, age) {
  trust.value = state !== "stale" ? "live" : age * 1000 > LIMIT_MILLIS * GREY_TIMES ? "grey" : "stale";
  heardAt.value = untracked(() => serverNow() - age * 1000);
}

const patience = () => (screen.value.template === "window" ? WINDOW_MILLIS : LIMIT_MILLIS);

// Pages of notices turn over at the hall's own pace.
function turnPages() {
  const timer = setInterval(() => (turn.value += 1), Number(asked.get("turn")) || screen.value.notice_seconds * 1000);
  return () => clearInterval(timer);
}

async function start() {
  await loadWords();
  tongues.value = LANGUAGES.includes(asked.get("lang")) ? [asked.get("lang")] : LANGUAGES;
  fitScreen(55);
  document.documentElement.style.setProperty("--cap-of", capHigh().toFixed(3));
  const heard = hear("/display", place, { limit: patience });
  effect(() => judge(heard.state.value, heard.age.value));
  effect(() => {
    const said = entry.value === "revoked" ? null : heard.view.value;
    if (said === null) stack.clear();
    else stack.hear(said, performance.now());
    batch(() => {
      view.value = said;
      untracked(show);
      untracked(tellTime);
    });
  });
  effect(() => {
    const look = heard.view.value?.look ?? null;
    if (heard.state.value === "live" && look !== learnt) learn(look);
  });
  setInterval(tellTime, CLOCK_MILLIS);
  effect(turnPages);
  render(html`<${Wall} state=${heard.state} />`, document.body);
  startVoice(place, heard);
}

start();
