// A wall: hears its board's views, keeps the stack of calls, draws it, and tells the server what stood on the screen.
import { batch, effect, html, render, untracked } from "/page/preact.js";
import { ask, entry } from "/page/ask.js";
import { hear, serverNow } from "/page/hear.js";
import { LANGUAGES, language, loadWords, sayIn, tag } from "/page/words.js";
import { fitScreen, modes, placeHere } from "/page/screen.js";
import { icon } from "/page/icon.js";
import { both, calls, heardAt, tongues, trust, turn, view } from "/page/display/board.js";
import { Cards, Earlier } from "/page/display/calls.js";
import { Age, Head, Missed, Notices, Waiting, tellTime } from "/page/display/lines.js";
import { teller } from "/page/display/acks.js";
import { Stack } from "/page/display/stack.js";

const asked = new URLSearchParams(location.search);
const LIMIT_MILLIS = Number(asked.get("limit")) || 10_000; // silent for longer: it says how old it is
const GREY_TIMES = 6; // and this many times longer: the calls are not to be trusted
const TURN_MILLIS = Number(asked.get("turn")) || 8000;
const CLOCK_MILLIS = 500;

const place = placeHere();
const stack = new Stack();
const tell = teller(stack, (body) => ask("POST", `/displays/${encodeURIComponent(place)}/acks`, body));
let ending = null;

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

// What this screen is: its size, its distance, its languages. Asked for at each connection: the plan may be another.
async function learn() {
  try {
    const screen = await ask("GET", `/displays/${encodeURIComponent(place)}`, undefined, { tries: 2 });
    const first = LANGUAGES.find((tongue) => tongue === asked.get("lang") && screen.languages.includes(tongue));
    batch(() => {
      tongues.value = [...new Set([first, ...screen.languages].filter(Boolean))];
      language.value = tongues.value[0];
      if (!asked.has("theme")) modes.value = { ...modes.value, theme: screen.theme };
    });
    const distance = Number(asked.get("distance")) || screen.distance_m;
    document.documentElement.style.setProperty("--distance", String(distance));
    fitScreen(screen.inches);
  } catch (error) {
    if (error.name !== "Refusal") throw error; // a refusal shows by the socket too; asked again when connected
  }
}

function Wall({ state }) {
  const no = entry.value === "revoked" ? "revoked" : state.value.startsWith("refused:") ? "refused" : null;
  if (no) return html`<${Words} name=${no} mark="key" />`;
  if (state.value === "revoked") return html`<${Words} name="revoked" mark="key" />`;
  if (view.value === null) return html`<${Words} name="connecting" mark="refresh" />`;
  return html`<main class="wall" data-test="wall" data-trust=${trust.value}>
    <${Head} /><${Age} />
    <div class="stack"><${Cards} /><${Earlier} drawn=${drawn} /></div>
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

async function start() {
  await loadWords();
  tongues.value = LANGUAGES.includes(asked.get("lang")) ? [asked.get("lang")] : LANGUAGES;
  fitScreen(55);
  const heard = hear("/display", place, { limit: LIMIT_MILLIS });
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
    if (heard.state.value === "live") learn();
  });
  setInterval(tellTime, CLOCK_MILLIS);
  setInterval(() => (turn.value += 1), TURN_MILLIS);
  render(html`<${Wall} state=${heard.state} />`, document.body);
}

start();
