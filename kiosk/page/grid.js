// Tiles in rows and columns that fill the room there is, never a scroll bar: what does not fit is on a further page.
// The grid is chosen from millimetres, drawn, and chosen anew when a word did not fit, all before anything is seen.
import { html, useLayoutEffect, useRef, useState } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { language, say } from "/page/words.js";
import { modes } from "/page/screen.js";
import { shape } from "/page/kiosk/reach.js";
import { session, turnTo } from "/page/kiosk/session.js";

const GAP = 3; // millimetres between two targets
const BELOW = 20; // millimetres of a row of buttons
const SLACK = 1.5; // pixels of rounding
const TRIED_MAX = 6; // pages whose words are tried in a grid before it is settled on
const EMPTY = 0.3;
const UNUSED = 0.3;
const TERSE = 100; // a tile goes without its picture only where more of them fit so
const TALL = 1.8; // width to height below which a tile's picture stands above its words

const ALONE = { columns: 1, rows: 1, held: 1, tall: false, terse: false, height: 0 };
const unmeasured = (items) => ({ ...ALONE, held: Math.max(1, items.length) }); // drawn once, seen by nobody

const millimetre = () => parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));

// `items` drawn by `draw(item)`; `name` keeps which page is shown. `least` {width, height} of a tile and `like` (its
// width to its height, at best) in millimetres; `most` tiles a page, none higher than `cap` unless its words need it; `after` stands below.
// `cycle(turn)` draws the one button that turns pages, in a tile's place, where there is no room for two below.
function Grid({ name, items, draw, label, after = null, cycle = null, ...wanted }) {
  const box = useRef(null);
  const [room, setRoom] = useState(null);
  const [small, setSmall] = useState({ of: "", shapes: [], fit: 0 });
  const of = JSON.stringify([room, language.value, modes.value, items.map((item) => item.id)]);
  const { shapes: tried, fit } = small.of === of ? small : { shapes: [], fit: 0 };
  const laid = room ? inRoom(items.length, room, { stands: after !== null, cycle }, { cap: 500, ...wanted }, tried) : unmeasured(items);
  const a = cycle && laid.held < items.length ? Math.max(1, laid.held - 1) : laid.held; // one place for the key that turns
  const pages = Math.max(1, Math.ceil(items.length / a));
  const turned = Math.min(session.value.turns[name] ?? 0, pages - 1);
  const trying = room !== null && fit < Math.min(pages, TRIED_MAX); // each page is tried before any is seen
  const at = trying ? fit : turned;

  useLayoutEffect(() => {
    const measure = () => setRoom((had) => same(had, roomOf(box.current, had)));
    const watching = new ResizeObserver(measure);
    watching.observe(box.current);
    return () => watching.disconnect();
  }, []);
  useLayoutEffect(() => {
    const now = roomOf(box.current, room);
    if (same(room, now) !== room) setRoom(now);
    else if (laid.columns * laid.rows > 1 && overflows(box.current.firstChild)) setSmall({ of, shapes: [...tried, laid], fit: 0 });
    else if (trying) setSmall({ of, shapes: tried, fit: fit + 1 });
  });

  const style = { "--columns": laid.columns, "--rows": laid.rows, "--row": `${laid.height * (room?.mm ?? 0)}px` };
  return html`
    <div class="tiles" ref=${box}>
      <ul class="grid" style=${style} data-tall=${laid.tall ? "" : null} data-terse=${laid.terse ? "" : null} data-alone=${laid.columns === 1 ? "" : null} aria-label=${label}>
        ${items.slice(at * a, (at + 1) * a).map((item) => html`<li key=${item.id}>${draw(item)}</li>`)}
        ${cycle && pages > 1 && html`<li key=" more">${cycle(() => turnTo(name, (at + 1) % pages))}</li>`}
      </ul>
      ${((pages > 1 && !cycle) || after) && html`
        <div class="below">${after}${pages > 1 && html`<${Turns} name=${name} at=${at} pages=${pages} />`}</div>`}
    </div>`;
}

function Turns({ name, at, pages }) {
  const word = shape.value.small && modes.value.elder ? "unseen" : ""; // no room for words: arrows alone
  const turn = (by) => () => turnTo(name, at + by);
  return html`
    <nav class="turns" aria-label=${say("page.kiosk.pages")}>
      <button type="button" class="button" data-test="previous" disabled=${at === 0} onClick=${turn(-1)}>
        ${icon("chevron-left")}<span class=${word}>${say("page.kiosk.previous")}</span>
      </button>
      <p class="at" aria-live="polite"><span aria-hidden="true">${at + 1} / ${pages}</span>
        <span class="unseen">${say("page.kiosk.page-of", { at: at + 1, pages })}</span></p>
      <button type="button" class="button" data-test="next" disabled=${at === pages - 1} onClick=${turn(1)}>
        <span class=${word}>${say("page.kiosk.next")}</span>${icon("chevron-right")}
      </button>
    </nav>`;
}

// The room for tiles and what stands below them. A row below is as high as it ever was here: were it forgotten while
// it is gone, pages would come and go for ever.
function roomOf(element, had) {
  const mm = millimetre();
  const { width, height } = element.getBoundingClientRect(); // in parts of a pixel: a gap is a gap
  const known = had && had.mm === mm && Math.abs(had.width - width) < SLACK ? had.below : 0;
  const stands = element.children[1]?.getBoundingClientRect().height;
  return { width, height, below: Math.max(known, stands ?? 0) || BELOW * mm, mm };
}

// The room as it was when nothing changed, so that nothing is drawn anew for it.
function same(had, now) {
  const equal = had && ["width", "height", "below"].every((side) => Math.abs(had[side] - now[side]) < SLACK) && had.mm === now.mm;
  return equal ? had : now;
}

function overflows(box) {
  const over = (each) => each.scrollHeight > each.clientHeight + SLACK || each.scrollWidth > each.clientWidth + SLACK;
  return over(box) || [...box.children].some((row) => over(row) || [...row.children].some(over));
}

// A page without the row below when all fits in it, else pages with it.
function inRoom(count, room, { stands, cycle }, wanted, tried) {
  const whole = choose(count, room.width / room.mm, heightOver(room, stands), wanted, tried);
  if (whole.held >= count || stands || cycle) return whole;
  return choose(count, room.width / room.mm, heightOver(room, true), wanted, tried);
}

const heightOver = ({ height, below, mm }, stands) => height / mm - (stands ? below / mm + GAP : 0);

// The shape that holds all in one page, or the most of them; of several the one whose tiles look most like `like`,
// with few empty places and little room unused.
function choose(count, width, height, { least, like, cap, most }, tried) {
  const widest = Math.max(1, Math.floor((width + GAP) / (least.width + GAP)));
  const highest = Math.max(1, Math.floor((height + GAP) / (least.height + GAP)));
  const wanted = Math.min(Math.max(count, 1), most);
  const shapes = [];
  for (let columns = 1; columns <= Math.min(widest, wanted); columns += 1) {
    for (let rows = 1; rows <= Math.min(highest, wanted); rows += 1) {
      const high = Math.min((height - GAP * (rows - 1)) / rows, cap);
      const ratio = width / columns / high;
      const held = Math.min(columns * rows, wanted);
      const used = ((high + GAP) * rows) / (height + GAP);
      const score = Math.abs(Math.log(ratio / like)) + (columns * rows - held) * EMPTY - Math.log(used) * UNUSED;
      for (const { tall, terse, worse } of forms(ratio)) {
        const same = (small) => small.tall === tall && small.terse === terse;
        if (tried.some((small) => small.columns <= columns && small.rows <= rows && same(small))) continue;
        shapes.push({ columns, rows, held, tall, terse, height: high, score: score + worse });
      }
    }
  }
  const best = Math.max(...shapes.map((each) => each.held));
  return shapes.filter((each) => each.held === best).sort((one, other) => one.score - other.score)[0] ?? ALONE;
}

// How a tile may be drawn: its picture above or beside its words, or none and few words.
const forms = (ratio) => [
  ...(ratio < TALL ? [{ tall: true, terse: false, worse: 0 }] : []),
  { tall: false, terse: false, worse: ratio < TALL ? 0.1 : 0 }, { tall: false, terse: true, worse: TERSE },
];

export { Grid, choose };
