// What staff's page of a cabinet knows: the bank as it is heard, what lies there, who may be here, and the press under way.
import { computed, effect, signal } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { hear } from "/page/hear.js";
import { placeHere } from "/page/screen.js";

const UNREACHED_MILLIS = 2000;
const STAFF_KINDS = ["load", "collection", "force"];
const OVER = ["done", "failed", "uncertain"];

const bank = placeHere();
const base = `/lockers/${encodeURIComponent(bank)}`;

const seat = signal("asking"); // "asking" | "in" | "out" | "lost" (was in, and is not any more) | "device" (the cabinet's own browser)
const heard = signal(null);
const deposits = signal([]);
const codes = signal([]); // that were given out on this page, until they are put away: kept nowhere
const seen = signal([]); // visits that failed, and were read
const asking = signal(null);
const trouble = signal(null); // the last refusal, until the next press

const view = computed(() => heard.value?.view.value ?? null);
const link = computed(() => heard.value?.state.value ?? "connecting");
const silence = computed(() => heard.value?.age.value ?? 0);
const live = computed(() => link.value === "live");
const seq = computed(() => view.value?.seq ?? null);

const ours = computed(() => (view.value?.visits ?? []).filter((visit) => STAFF_KINDS.includes(visit.kind)));
const underWay = computed(() => ours.value.filter((visit) => !OVER.includes(visit.state)));
const failed = computed(() => ours.value.filter((visit) => ["failed", "uncertain"].includes(visit.state) && !seen.value.includes(visit.id)));
const lyingIn = (no) => deposits.value.find((deposit) => deposit.compartment === no) ?? null;

// May this browser see what lies in the cabinet? Then listen; else a person signs in, but never on the cabinet itself.
async function begin() {
  while (seat.value === "asking") {
    try {
      deposits.value = (await ask("GET", `${base}/deposits`, undefined, { tries: 1 })).deposits;
      comeIn();
    } catch (no) {
      if (no.status === 401) seat.value = "out";
      else if (no.status === 403) seat.value = (await isDevice()) ? "device" : "out";
      else await new Promise((again) => setTimeout(again, UNREACHED_MILLIS));
    }
  }
}

async function isDevice() {
  try {
    await ask("GET", base, undefined, { tries: 1 });
    return true; // sees the cabinet and not what lies there: the cabinet's own key
  } catch (no) {
    return no.status === 0;
  }
}

function comeIn() {
  heard.value = hear("/locker", bank);
  seat.value = "in";
  effect(() => {
    if (link.value === "revoked" || link.value.startsWith("refused:")) leave("lost");
  });
  effect(() => {
    if (seq.value !== null) reread();
  });
  effect(() => {
    const dead = failed.value.map((visit) => visit.id);
    if (codes.value.some((code) => dead.includes(code.id))) codes.value = codes.value.filter((code) => !dead.includes(code.id));
  });
}

let reading = null;
let again = false;

// What lies there changes only with the view: read after each, one at a time.
function reread() {
  again = true;
  reading ??= (async () => {
    while (again && seat.value === "in") {
      again = false;
      try {
        deposits.value = (await ask("GET", `${base}/deposits`, undefined, { tries: 2 })).deposits;
      } catch (no) {
        trouble.value = { text: () => no.message };
      }
    }
    reading = null;
  })();
}

// Nobody is here any more: nothing of what was heard stays on the screen, and no code.
function leave(how) {
  heard.value?.stop();
  deposits.value = [];
  codes.value = [];
  trouble.value = null;
  seat.value = how;
}

// One press: what came of it is heard by the socket as well; gives the answer, or null and says why not.
async function act(name, path, body = {}) {
  if (asking.value !== null || !live.value) return null;
  asking.value = name;
  trouble.value = null;
  try {
    return (await ask("POST", `${base}${path}`, body, { tries: 3 })) ?? {};
  } catch (no) {
    trouble.value = { text: () => no.message };
    return null;
  } finally {
    asking.value = null;
  }
}

const keepCodes = (more) => (codes.value = [...more, ...codes.value]);

async function load(results) {
  const said = results.length === 1 ? await act("load", "/loads", results[0]) : await act("load", "/loads/batch", { loads: results });
  if (said === null) return false;
  const visits = said.visits ?? [said];
  keepCodes(visits.map(({ id, compartment, locator, secret }, at) => ({ id, no: compartment, locator, secret, reference: results[at].reference })));
  return true;
}

async function newCode({ id, compartment, reference }) {
  const said = await act(id, `/deposits/${encodeURIComponent(id)}/new-code`);
  if (said) keepCodes([{ id: `${id} ${said.secret}`, no: compartment, locator: said.locator, secret: said.secret, reference }]);
}

const printAgain = ({ id }) => act(`slip ${id}`, `/deposits/${encodeURIComponent(id)}/slip`);
const putAway = (id) => (codes.value = codes.value.filter((code) => code.id !== id));
const collect = (ids) => act("collect", "/collections", { deposits: ids });
// The code of a result that never went in opens nothing: it goes from the screen.
async function confirm(visit, is) {
  const said = await act(visit.id, `/visits/${encodeURIComponent(visit.id)}/confirm`, { is });
  if (said && is === "nothing" && visit.kind === "load") putAway(visit.id);
}

const reopen = (visit) => act(visit.id, `/visits/${encodeURIComponent(visit.id)}/reopen`);
const at = (no, what, body) => act(what, `/compartments/${no}/${what}`, body);
const unfreeze = (reason) => act("unfreeze", "/unfreeze", { reason });

export {
  asking, at, bank, begin, codes, collect, confirm, deposits, failed, leave, link, live, load, lyingIn, newCode, printAgain, putAway,
  reopen, seat, seen, silence, trouble, underWay, unfreeze, view,
};
