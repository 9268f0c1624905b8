// How much fits: texts reckoned in em before they are drawn, so that what does not fit goes on a further page.
import { useEffect, useRef, useState } from "/page/preact.js";

const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/;
const CAPITAL = /[A-Z0-9~@%&WMmw]/;
const SENTENCES = /(?<=[。！？]|[.!?]\s)/;
const BREAKS = /(?<=[\s,.;:!?，。；：！？、])/;

// About how wide a text is, in em; rather too much than too little.
function ems(text) {
  let wide = 0;
  for (const letter of text) wide += WIDE.test(letter) ? 1.02 : CAPITAL.test(letter) ? 0.72 : 0.55;
  return wide;
}

const brush = document.createElement("canvas").getContext("2d");
const TRIED_PX = 1000;
const WIDTHS_KEPT = 500;

// Letters as this device draws them, in em: fonts differ by a tenth, and a number is drawn as large as it can be.
function measured(text) {
  const family = getComputedStyle(document.documentElement).getPropertyValue("--num");
  brush.font = `700 ${TRIED_PX}px ${family}`;
  return brush.measureText(text);
}

const capHigh = () => measured("H").actualBoundingBoxAscent / TRIED_PX;

const widths = new Map();

function drawnWide(text) {
  if (widths.size > WIDTHS_KEPT) widths.clear();
  if (!widths.has(text)) widths.set(text, measured(text).width / TRIED_PX);
  return widths.get(text);
}

// Items in groups that are at most `most` em wide; `gap` em stand between two. An item too wide stands alone.
function grouped(items, most, gap = 1.2) {
  const groups = [];
  let room = 0;
  for (const item of items) {
    const width = item.ems + gap;
    if (!groups.length || width > room) {
      groups.push([]);
      room = most + gap;
    }
    groups.at(-1).push(item);
    room -= width;
  }
  return groups;
}

// A long text in pieces of at most `most` em: whole sentences where they fit.
function pieces(text, most) {
  const parts = text.split(SENTENCES).flatMap((sentence) => halves(sentence, most));
  return joined(parts, most).map((each) => each.trim()).filter(Boolean);
}

// A sentence too long for a piece, cut at spaces and points into parts that are about equal.
function halves(sentence, most) {
  const many = Math.ceil(ems(sentence) / most);
  if (many < 2) return [sentence];
  const parts = sentence.split(BREAKS).flatMap((each) => cut(each, most));
  return joined(parts, Math.min(most, (ems(sentence) / many) * 1.1 + 4));
}

// Neighbours put together as long as they stay within `most` em.
function joined(parts, most) {
  const out = [""];
  for (const part of parts) {
    if (out.at(-1) && ems(out.at(-1) + part.trimEnd()) > most) out.push("");
    out[out.length - 1] += part;
  }
  return out;
}

function cut(part, most) {
  if (ems(part) <= most) return [part];
  const size = Math.max(1, Math.floor(most / 1.05));
  const letters = [...part];
  return Array.from({ length: Math.ceil(letters.length / size) }, (_, at) =>
    letters.slice(at * size, (at + 1) * size).join(""));
}

// [ref, {width, height, em}]: the inner size of an element in pixels and its font size, kept up to date.
function useBox() {
  const ref = useRef(null);
  const [box, setBox] = useState({ width: 0, height: 0, em: 1 });
  useEffect(() => {
    const element = ref.current;
    const watch = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      const em = parseFloat(getComputedStyle(element).fontSize);
      setBox((had) => (had.width === width && had.height === height && had.em === em ? had : { width, height, em }));
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [ref, box];
}

export { capHigh, drawnWide, ems, grouped, pieces, useBox };
