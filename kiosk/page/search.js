// Every service by name: keys on the screen that lead on, or a keyboard; both languages are searched.
import { html } from "/page/preact.js";
import { icon } from "/page/icon.js";
import { language, say, tag } from "/page/words.js";
import { modes } from "/page/screen.js";
import { find, nextKeys } from "/page/kiosk/find.js";
import { Grid } from "/page/kiosk/grid.js";
import { categories } from "/page/kiosk/hall.js";
import { Back, Page } from "/page/kiosk/parts.js";
import { ServiceTile } from "/page/kiosk/services.js";
import { shape } from "/page/kiosk/reach.js";
import { change, session } from "/page/kiosk/session.js";

const QUERY_MAX = 40;
const A_PAGE = 10;
const A_PAGE_ELDER = 4;
const KEYS_A_PAGE = 60;
const LEAST = { width: 80, height: 20 };
const KEY = { width: 15, height: 15 };

const namesOf = ({ service, category }) => [service.name, category.name];

function SearchPage() {
  const { query } = session.value;
  const all = categories.value.flatMap((category) =>
    category.services.map((service) => ({ id: service.id, service, category })));
  const found = find(all, namesOf, query);
  return html`
    <${Page} id="search" title=${say("page.kiosk.find")} lead=${say("page.kiosk.find-how")} quiet=${shape.value.small}>
      <${Box} query=${query} />
      <${Keys} keys=${nextKeys(all, namesOf, query, language.value)} query=${query} />
      <p class="unseen" aria-live="polite">${say("page.kiosk.found", { count: found.length })}</p>
      ${found.length === 0
        ? html`<p class="nothing" data-test="nothing-found">${icon("question")}<span>${say("page.kiosk.nothing-found")}</span></p>
          <div class="below"><${Back} /></div>`
        : html`
          <${Grid} name="search" items=${found} least=${LEAST} like=${shape.value.wide ? 3.6 : 7} cap=${36} label=${say("page.kiosk.services")}
            most=${modes.value.elder ? A_PAGE_ELDER : A_PAGE}
            draw=${({ service, category }) => html`<${ServiceTile} service=${service} where=${category} />`} after=${html`<${Back} />`} />`}
    <//>`;
}

const look = (query) => change({ query: query.slice(0, QUERY_MAX), turns: {} });

const Box = ({ query }) => html`
  <div class="box">
    <label class="field">${icon("search")}
      <span class="unseen">${say("page.kiosk.find")}</span>
      <input type="text" data-test="query" value=${query} maxlength=${QUERY_MAX} lang=${tag()} autocomplete="off"
        spellcheck=${false} placeholder=${say("page.kiosk.name-begins")} onInput=${(event) => look(event.target.value)} />
    </label>
    <button type="button" class="button" data-test="erase" disabled=${!query} onClick=${() => look([...query].slice(0, -1).join(""))}>
      ${icon("back")}<span>${say("page.kiosk.erase")}</span>
    </button>
    <button type="button" class="button" data-test="clear" disabled=${!query} onClick=${() => look("")}>
      ${icon("close")}<span>${say("page.kiosk.clear")}</span>
    </button>
  </div>`;

// No keys are left when the name is whole.
function Keys({ keys, query }) {
  const items = keys.map((key) => ({ id: key }));
  return html`
    <div class="keys" data-test="keys">
      <${Grid} name=${`keys ${query}`} items=${items} least=${KEY} like=${1.2} cap=${17} most=${KEYS_A_PAGE}
        label=${say("page.kiosk.keys")} draw=${({ id }) => html`<${Key} letter=${id} query=${query} />`}
        cycle=${(turn) => html`
          <button type="button" class="key more" data-test="more-keys" aria-label=${say("page.kiosk.more-keys")} onClick=${turn}>${icon("forward")}</button>`} />
    </div>`;
}

const Key = ({ letter, query }) => html`
  <button type="button" class="key" lang=${tag()} data-test="key" onClick=${() => look(query + letter)}>
    ${letter === " " ? html`<span aria-label=${say("page.kiosk.space")}>␣</span>` : letter}
  </button>`;

export { SearchPage };
