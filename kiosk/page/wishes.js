// Priority and help, asked softly once the number is there: two plain questions, one after the other.
import { html, useState } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { names, say } from "/page/words.js";
import { modes } from "/page/screen.js";
import { Grid } from "/page/kiosk/grid.js";
import { view } from "/page/kiosk/hall.js";
import { Page } from "/page/kiosk/parts.js";
import { shape } from "/page/kiosk/reach.js";
import { change, go, session, settle } from "/page/kiosk/session.js";
import { acting, reclass, ticket } from "/page/kiosk/taking.js";

const NEEDS = ["wheelchair", "hearing", "sight", "interpreter", "helper"];
const LEAST = { width: 60, height: 20 };
const NONE = "none";

const offered = () => view.value.priority_classes.filter((each) => each.offered);

function WishesPage() {
  if (!ticket.value) return null;
  return session.value.step === 0 && offered().length ? html`<${Priority} />` : html`<${Needs} />`;
}

const next = () => {
  change({ step: 1 });
  settle();
};

// One of them or none: the choice is sent at once.
function Priority() {
  const classes = [...offered(), { id: NONE, name: null }];
  const choose = async (id) => {
    const wanted = id === NONE ? null : id;
    if (wanted === ticket.value.priority_class || (await reclass({ priority_class: wanted }))) next();
  };
  return html`
    <${Page} id="wishes" key="priority" title=${say("page.kiosk.wishes.priority")} lead=${say("page.kiosk.wishes.priority-say")} data-step="priority">
      <${Grid} name="priority" items=${classes} least=${LEAST} like=${shape.value.wide ? 2.6 : 6.5} cap=${42} most=${modes.value.elder ? 6 : 10}
        label=${say("page.kiosk.wishes.priority")} draw=${({ id, name }) => html`
          <${Choice} id=${id} sign=${id === NONE ? "close" : "priority"} text=${name ? names(name) : say("page.kiosk.wishes.none")}
            on=${ticket.value.priority_class === (id === NONE ? undefined : id)} press=${() => choose(id)} />`}
        after=${html`<${ToTicket} />`} />
    <//>`;
}

// Any of them; sent when the visitor is ready.
function Needs() {
  const [wanted, setWanted] = useState(ticket.value.needs);
  const toggle = (need) => setWanted(wanted.includes(need) ? wanted.filter((each) => each !== need) : [...wanted, need]);
  const send = async () => {
    if (same(wanted, ticket.value.needs) || (await reclass({ needs: NEEDS.filter((need) => wanted.includes(need)) }))) go("ticket");
  };
  return html`
    <${Page} id="wishes" key="needs" title=${say("page.kiosk.wishes.needs")} lead=${say("page.kiosk.wishes.needs-say")} data-step="needs">
      <${Grid} name="needs" items=${NEEDS.map((id) => ({ id }))} least=${LEAST} like=${shape.value.wide ? 2.6 : 6.5} cap=${42} most=${6}
        label=${say("page.kiosk.wishes.needs")} draw=${({ id }) => html`
          <${Choice} id=${id} sign=${id} text=${say(`page.kiosk.need.${id}`)} on=${wanted.includes(id)} press=${() => toggle(id)} />`}
        after=${html`<${ToTicket} /><${Ready} press=${send} />`} />
    <//>`;
}

const same = (one, other) => one.length === other.length && one.every((each) => other.includes(each));

const Choice = ({ id, sign, text, on, press }) => html`
  <button type="button" class="tile choice" data-test="choice" data-id=${id} aria-pressed=${on ? "true" : "false"}
    disabled=${acting.value !== null} onClick=${press}>
    <span class="picture">${icon(on ? "check" : sign)}</span>
    <span class="words"><b class="name"><span dir="auto">${text}</span></b></span>
  </button>`;

const Ready = ({ press }) => html`
  <button type="button" class="button primary" data-test="ready" disabled=${acting.value !== null} onClick=${press}>
    ${icon("check")}<span>${say("page.kiosk.wishes.ready")}</span>
  </button>`;

const ToTicket = () => html`
  <button type="button" class="button back" data-test="to-ticket" onClick=${() => go("ticket")}>
    ${icon("back")}<span>${say("page.kiosk.wishes.to-ticket")}</span>
  </button>`;

export { WishesPage };
