// The first page: every category in its fixed place. One tap where a category has one service, else to its services.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { names, say } from "/page/words.js";
import { modes } from "/page/screen.js";
import { Grid } from "/page/kiosk/grid.js";
import { categories, zone } from "/page/kiosk/hall.js";
import { Notices, Page, Tile, ZoneLine } from "/page/kiosk/parts.js";
import { shape } from "/page/kiosk/reach.js";
import { go } from "/page/kiosk/session.js";
import { take } from "/page/kiosk/taking.js";

const A_PAGE = 8;
const A_PAGE_AT_MOST = 10; // one or two more are not put on a page of their own
const A_PAGE_ELDER = 4;
const LEAST = { width: 60, height: 25 };

function HomePage() {
  const all = categories.value;
  const most = modes.value.elder ? A_PAGE_ELDER : all.length <= A_PAGE_AT_MOST ? A_PAGE_AT_MOST : A_PAGE;
  const find = html`
    <button type="button" class="button primary find" data-test="find" onClick=${() => go("search")}>
      ${icon("search")}${say(shape.value.small && modes.value.elder ? "page.kiosk.find-short" : "page.kiosk.find")}
    </button>`;
  return html`
    <${Page} id="home" title=${say("page.kiosk.choose")}>
      <${Notices} />
      <${Grid} name="home" items=${all} least=${LEAST} like=${1.7} cap=${modes.value.elder ? 110 : 75} most=${most} label=${say("page.kiosk.categories")}
        draw=${(each) => html`<${CategoryTile} category=${each} />`} after=${find} />
    <//>`;
}

function CategoryTile({ category }) {
  const { id, name, icon: picture, waiting, services } = category;
  const closed = category.state === "open" ? null : category;
  const one = services.length === 1 ? services[0] : null;
  const press = () => (one ? take(one.id) : go("services", { category: id, turns: {} }));
  const people = waiting === 0 ? say("page.kiosk.nobody") : say("page.kiosk.waiting", { count: waiting });
  const lines = [html`<${ZoneLine} id=${category.zone} />`, !closed && html`${icon("people")}<span>${people}</span>`];
  const label = say("page.kiosk.tile", { name: names(name), zone: names(zone(category.zone)?.name), people });
  return html`
    <${Tile} id=${one ? one.id : id} picture=${picture || "other"} title=${name} lines=${lines} closed=${closed}
      label=${closed ? null : label} press=${press} test="category" />`;
}

export { HomePage };
