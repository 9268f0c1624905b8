// The services of one category, with what to bring. One tap takes a number.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { language, names, say } from "/page/words.js";
import { modes } from "/page/screen.js";
import { Grid } from "/page/kiosk/grid.js";
import { category } from "/page/kiosk/hall.js";
import { Back, Notices, Page, Run, Tile, ZoneLine } from "/page/kiosk/parts.js";
import { shape } from "/page/kiosk/reach.js";
import { session } from "/page/kiosk/session.js";
import { take } from "/page/kiosk/taking.js";

const A_PAGE = 8;
const A_PAGE_ELDER = 4;
const LEAST = { width: 80, height: 20 };

function ServicesPage() {
  const chosen = category(session.value.category);
  return html`
    <${Page} id="services" title=${html`<${Run} name=${chosen.name} />`} lead=${say("page.kiosk.which-service")}>
      <${Notices} />
      <${Grid} name="services" items=${chosen.services} least=${LEAST} like=${shape.value.wide ? 3.2 : 6.5} cap=${48}
        most=${modes.value.elder ? A_PAGE_ELDER : A_PAGE} label=${names(chosen.name)}
        draw=${(each) => html`<${ServiceTile} service=${each} />`} after=${html`<${Back} />`} />
    <//>`;
}

// A service to take a number for; `where` also says in which category and zone it lies.
function ServiceTile({ service, where = null }) {
  const { id, name, papers } = service;
  const lines = [
    where && html`<${ZoneLine} id=${where.zone} />`,
    !where && papers.length > 0 && html`${icon("paper")}<${Papers} papers=${papers} />`,
  ];
  return html`
    <${Tile} id=${id} picture="ticket" title=${name} lines=${lines} closed=${service.open ? null : service} press=${() => take(id)}
      test="service" />`;
}

// What to bring, in one calm line.
const Papers = ({ papers }) => html`
  <span>${say("page.kiosk.bring", { papers: papers.map(names).join(language.value === "zh" ? "、" : ", ") })}</span>`;

export { Papers, ServiceTile, ServicesPage };
