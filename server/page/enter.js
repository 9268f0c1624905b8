// A device's page opens /enter#KEY once (or the key is typed): the key is swapped for a cookie that no script can read,
// and leaves the address bar. With ?to=/kiosk/K1 it goes on to that page; else it offers the pages that the key is for.
import { TAB_KEY } from "/page/ask.js";

const asked = new URLSearchParams(location.search);
const key = decodeURIComponent(location.hash.slice(1));
history.replaceState(null, "", location.pathname + location.search);

const PAGES = { kiosk: ["kiosk", "kiosks"], clerk: ["window", "windows"], display: ["display", "displays"] };
const at = (id) => document.getElementById(id);
const tell = (word) => (at("said").textContent = word ? at("said").dataset[word] : "");

// In a demo one browser shows many screens, each a tab with a key of its own; a cookie would be the last one's for all.
const forTab = asked.has("tab") && "demo" in at("form").dataset;

async function swap(secret) {
  if (!forTab) return fetch("/enter", post({ key: secret }));
  const answer = await fetch("/api/v1/hall", { headers: { Authorization: `Bearer ${secret}` } });
  if (answer.ok) sessionStorage.setItem(TAB_KEY, secret);
  return answer;
}

const post = (body) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

async function enter(secret) {
  tell("wait");
  try {
    const answer = await swap(secret);
    if (!answer.ok) return tell("no");
    const to = asked.get("to");
    if (to !== null && new URL(to, location.origin).origin === location.origin) return location.replace(to);
    await offer(await answer.json());
  } catch {
    tell("away");
  }
}

// The pages this key is for: the one of its place, or all of its role.
async function offer({ role, place }) {
  tell("done");
  if (role === "helper") return location.replace("/helper");
  if (!PAGES[role]) return;
  const [page, list] = PAGES[role];
  if (place) return location.replace(`/${page}/${encodeURIComponent(place)}`);
  const hall = await (await fetch("/api/v1/hall")).json();
  at("places").replaceChildren(...hall[list].map(({ id }) => link(`/${page}/${encodeURIComponent(id)}`, id)));
  at("places").hidden = false;
}

function link(to, text) {
  const [item, anchor] = ["li", "a"].map((name) => document.createElement(name));
  Object.assign(anchor, { href: to, textContent: text, className: "button" });
  item.append(anchor);
  return item;
}

at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  enter(at("key").value.trim());
});
if (key) {
  at("form").hidden = true;
  await enter(key);
  at("form").hidden = at("said").textContent === at("said").dataset.done;
}
