// Bringing something: for which case, if any, and how large it is. Three touches to an open door.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { has, say } from "/page/words.js";
import { compartments, room, view } from "/page/locker/bank.js";
import { Back, Home, Page, Press } from "/page/locker/parts.js";
import { change, go, session } from "/page/locker/session.js";
import { acting, dropOff } from "/page/locker/visiting.js";

const BringPage = () => html`
  <${Page} id="bring" title=${say("page.locker.bring.title")} lead=${say("page.locker.bring.lead")}>
    <div class="held">
      <span class="sign big">${icon("scan")}</span>
      <p>${say("page.locker.bring.scan")}</p>
    </div>
    <div class="acts">
      <${Press} id="without" sign="paper" words=${say("page.locker.bring.without")} press=${() => go("size", { case: "" })} primary />
      <${Home} />
    </div>
  <//>`;

function SizePage() {
  const { case: number, size, low } = session.value;
  const sizes = view.value.sizes.map(({ size: name }) => name).filter((name) => compartments.value.some((one) => one.size === name));
  const lows = compartments.value.some((each) => each.low);
  return html`
    <${Page} id="size" title=${say("page.locker.size.title")}
      lead=${number ? say("page.locker.size.for", { case: number }) : say("page.locker.size.lead")}>
      <div class="sizes" role="group" aria-label=${say("page.locker.size.title")}>
        ${sizes.map((each) => html`<${Size} key=${each} id=${each} chosen=${each === size} free=${room(each, low)} />`)}
      </div>
      ${lows && html`
        <button type="button" class="button low" aria-pressed=${low ? "true" : "false"} data-test="low"
          onClick=${() => change({ low: !low, size: null })}>${icon("wheelchair")}<span>${say("page.locker.size.low")}</span></button>`}
      <div class="acts">
        <${Press} id="open" sign="key" words=${say("page.locker.size.open")} press=${dropOff} primary
          busy=${acting.value === "open"} disabled=${!size} />
        <${Back} to="bring" />
        <${Home} />
      </div>
    <//>`;
}

const nameOf = (size) => (has(`page.locker.size.name.${size.toLowerCase()}`) ? say(`page.locker.size.name.${size.toLowerCase()}`) : size);

const Size = ({ id, chosen, free }) => html`
  <button type="button" class="choice size" data-test=${`size-${id}`} aria-pressed=${chosen ? "true" : "false"} disabled=${free === 0}
    onClick=${() => change({ size: id })}>
    <span class=${`sheet sheet-${id.toLowerCase()}`} aria-hidden="true"></span>
    <b>${nameOf(id)}</b>
    <span>${free ? say("page.locker.size.free", { count: free }) : say("page.locker.size.none")}</span>
  </button>`;

export { BringPage, SizePage };
