// Typing a locator and a code on a keypad of our own. A digit of the code is seen for a second, then it is a dot.
import { html, useEffect, useState } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { Home, Page, Press } from "/page/locker/parts.js";
import { digits } from "/page/locker/session.js";
import { LOCATOR, acting, codeDigits, typedCode, wanted } from "/page/locker/visiting.js";

const SEEN_MILLIS = 1000;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "erase"];

function CodePage() {
  const whole = digits.value.length === wanted();
  return html`
    <${Page} id="code" title=${say("page.locker.code.title")} lead=${say("page.locker.code.lead")}>
      <div class="typed">
        <${Row} id="locator" from=${0} length=${LOCATOR} />
        <${Row} id="secret" from=${LOCATOR} length=${codeDigits()} secret />
        <div class="acts">
          <${Press} id="open" sign="key" words=${say("page.locker.code.open")} press=${typedCode} primary
            busy=${acting.value === "open"} disabled=${!whole} />
          <${Home} />
        </div>
      </div>
      <${Keypad} />
    <//>`;
}

function Row({ id, from, length, secret = false }) {
  const typed = digits.value.slice(from, from + length);
  const [seen, setSeen] = useState(-1);
  useEffect(() => {
    setSeen(typed.length - 1);
    const timer = setTimeout(() => setSeen(-1), SEEN_MILLIS);
    return () => clearTimeout(timer);
  }, [typed.length]);
  const shown = (at) => (at >= typed.length ? "" : secret && at !== seen ? "•" : typed[at]);
  return html`
    <div class="row" role="group" aria-label=${say("page.locker.code.typed", { name: say(`page.locker.code.${id}`), count: typed.length, of: length })}>
      <span class="label" aria-hidden="true">${say(`page.locker.code.${id}`)}</span>
      <span class="boxes" aria-hidden="true" data-test=${id}>
        ${Array.from({ length }, (_, at) => html`
          <i key=${at} data-next=${digits.value.length === from + at}>${shown(at)}</i>`)}
      </span>
    </div>`;
}

function Keypad() {
  const press = (key) => {
    if (acting.value) return;
    if (key === "clear") digits.value = "";
    else if (key === "erase") digits.value = digits.value.slice(0, -1);
    else if (digits.value.length < wanted()) digits.value += key;
  };
  return html`
    <div class="keypad" role="group" aria-label=${say("page.locker.code.keypad")}>
      ${KEYS.map((key) => html`
        <button type="button" class="key" key=${key} data-test=${`key-${key}`} onClick=${() => press(key)}
          aria-label=${key.length > 1 ? say(`page.locker.code.${key}`) : null}>
          ${key === "erase" ? icon("back") : key === "clear" ? icon("close") : key}</button>`)}
    </div>`;
}

export { CodePage };
