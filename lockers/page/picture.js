// The cabinet as it stands before the person, with one compartment lit. Where a door is, words say too.
import { html } from "/page/preact.js";
import { columns } from "/page/cabinet.js";
import { say } from "/page/words.js";
import { compartments } from "/page/locker/bank.js";

const THIRDS = 3;

// Which compartment: its column and row from the top left, and in which third of the cabinet it lies.
function whereabouts(no) {
  const stands = columns(compartments.value);
  const column = stands.findIndex((each) => each.some((one) => one.no === no));
  if (column < 0) return null;
  const row = stands[column].findIndex((one) => one.no === no);
  const third = (at, of) => Math.min(THIRDS - 1, Math.floor((at / Math.max(1, of)) * THIRDS));
  return {
    across: ["left", "middle", "right"][stands.length < 2 ? 1 : third(column, stands.length)],
    down: ["top", "centre", "bottom"][stands[column].length < 2 ? 1 : third(row, stands[column].length)],
  };
}

// The key of the words for it, or null.
function placeKey(no) {
  const found = whereabouts(no);
  return found && `page.locker.where.${found.down}-${found.across}`;
}

const placeWords = (no) => (placeKey(no) ? say(placeKey(no)) : "");

const Picture = ({ lit, kind }) => html`
  <div class="picture" aria-hidden="true" data-kind=${kind}>
    ${columns(compartments.value).map((column) => html`
      <div class="column" key=${column[0].no}>
        ${column.map(({ no, size }) => html`
          <span key=${no} class=${`cell size-${size.toLowerCase()}`} data-lit=${no === lit}>${no === lit ? no : ""}</span>`)}
      </div>`)}
  </div>`;

export { Picture, placeKey, placeWords };
