// A closed hall on its wall: that it is closed, when it opens next, and the hours of the week.
import { html } from "/page/preact.js";
import { sayIn, tag } from "/page/words.js";
import { serverNow } from "/page/hear.js";
import { both, closed, screen, told, tongues } from "/page/display/board.js";

const DAY_MILLIS = 86_400_000;
const MONDAY = Date.UTC(2026, 10, 23);

function Closed() {
  const { opens_at: opens, next } = closed.value;
  const key = opens ? "opens" : "closed";
  return html`<section class="quiet closed" data-test="quiet">
    <h2>${both(`page.display.${key}`, { time: opens ?? "" })}</h2>
    ${!opens && next && html`<p class="next" data-test="next">${tongues.value.map((tongue, at) => html`
      <span key=${tongue} class=${at ? "second" : "first"} lang=${tag(tongue)}>${sayIn(tongue, "page.display.next", {
        day: dayOf(tongue, Date.parse(next)), time: told("time", tongue, Date.parse(next)) })}</span>`)}</p>`}
    ${screen.value.hours && html`<table class="hours" data-test="hours"><caption>${both("page.display.hours")}</caption>
      <tbody>${together(screen.value.hours).map((days) => html`<${Days} key=${days.from} ...${days} />`)}</tbody></table>`}
  </section>`;
}

// Days of the same hours that follow each other are one line: Monday to Friday.
function together(hours) {
  const lines = [];
  hours.forEach((ranges, day) => {
    const last = lines.at(-1);
    if (last && JSON.stringify(last.ranges) === JSON.stringify(ranges)) last.to = day;
    else lines.push({ from: day, to: day, ranges });
  });
  return lines;
}

function Days({ from, to, ranges }) {
  const named = (tongue) => [...new Set([from, to])].map((day) => weekday(tongue, day)).join(" – ");
  return html`<tr><th scope="row">${tongues.value.map((tongue, at) => html`
      <span key=${tongue} class=${at ? "second" : "first"} lang=${tag(tongue)}>${named(tongue)}</span>`)}</th>
    <td>${ranges.length ? ranges.map(([start, end]) => html`<span class="range" key=${start}>${start}–${end}</span>`)
      : both("page.display.no-day")}</td></tr>`;
}

const weekday = (tongue, day) => new Intl.DateTimeFormat(tag(tongue), { weekday: "short", timeZone: "UTC" })
  .format(MONDAY + day * DAY_MILLIS);

// "tomorrow" is plainer than a date; further off, the date with its day of the week.
function dayOf(tongue, at) {
  const away = [0, 1].find((days) => told("date", tongue, serverNow() + days * DAY_MILLIS) === told("date", tongue, at));
  return away === 1 ? sayIn(tongue, "page.display.tomorrow") : told("date", tongue, at);
}

export { Closed };
