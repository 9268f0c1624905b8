// Asking the hall to do something: one POST with an ask key for each press, kept across retries, so that a press counts
// once however often it is sent.
import { signal } from "/page/preact.js";
import { filledIn, has, needsNoMore, say, tag } from "/page/words.js";

const BASE = "/api/v1";
const WAITS_MILLIS = [1000, 2000, 4000, 8000]; // before the second, third, ... try; then it is given up
const ANSWER_MILLIS = 6000; // no answer for so long is no answer
const TAB_KEY = "hall-key";

// "in", or "revoked": the server does not know this page's key (any more).
const entry = signal("in");

// The hall said no, or could not be reached (status 0, reason "unreachable"). `sentence` is {key, names} of its words, or null:
// we have none; `message` says it in the language chosen.
class Refusal extends Error {
  constructor(status, body = {}, retrySeconds = null) {
    super(body.reason);
    Object.assign(this, { name: "Refusal", status, reason: body.reason ?? "fault", field: body.field ?? null, retrySeconds });
    this.sentence = sentenceOf(this, body.message ?? "");
    const given = body.message ?? this.reason;
    Object.defineProperty(this, "message", { get: () => (this.sentence ? say(this.sentence.key, this.sentence.names) : given) });
  }
}

// What the hall alone can fill in (how often one may still try, a day) is read out of its own words.
function sentenceOf({ reason, field }, given) {
  const keys = [`refused.${reason}`, `error.${reason}`, `page.${reason}`, `error.${reason}-wait`].filter(has);
  const plain = keys.find((key) => needsNoMore(key, ["field"]));
  if (plain) return { key: plain, names: needsNoMore(plain, []) ? {} : { field: field ?? "" } };
  const key = keys.find((each) => filledIn(each, given));
  return key ? { key, names: filledIn(key, given) } : null;
}

// A key for one press. crypto.randomUUID is absent where a page came by plain http from another machine.
function press() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A page may hold a key for its own tab alone (a demo shows several screens in one browser); else the cookie tells.
const tabKey = () => sessionStorage.getItem(TAB_KEY);

// Ask, and give what is answered as JSON (null: no body). `path` is below /api/v1. `options.press` is the key of a press
// that was asked before; `options.retrying(n)` is told before the n-th further try; `options.tries` how many at most.
async function ask(method, path, body, options = {}) {
  if (method === "DELETE" && signs(path) && tabKey()) return forget();
  const key = options.press ?? press();
  const waits = WAITS_MILLIS.slice(0, (options.tries ?? WAITS_MILLIS.length + 1) - 1);
  for (let tried = 0; ; tried += 1) {
    const answer = await once(method, path, body, key);
    if (answer && answer.status !== 503) return read(answer, path);
    if (tried === waits.length) throw answer ? await refusal(answer) : new Refusal(0, { reason: "unreachable" });
    options.retrying?.(tried + 1);
    await new Promise((again) => setTimeout(again, waits[tried]));
  }
}

// One request; null when nothing came back.
async function once(method, path, body, key) {
  const headers = { "Accept-Language": tag() };
  if (tabKey() && !signs(path)) headers.Authorization = `Bearer ${tabKey()}`;
  if (method !== "GET") headers["Idempotency-Key"] = key;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), ANSWER_MILLIS);
  try {
    const answer = await fetch(BASE + path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal: ended.signal, cache: "no-store",
    });
    return { status: answer.status, ok: answer.ok, after: answer.headers.get("Retry-After"), text: await answer.text() };
  } catch {
    return null; // no network, no server, or the answer broke off: the same key is sent again
  } finally {
    clearTimeout(timer);
  }
}

// Signing in is by name and password whatever the page held before, and then the cookie tells.
const signs = (path) => path === "/sign-ins";

// Signing out of a tab with a key of its own: it forgets the key, which stays in force.
function forget() {
  sessionStorage.removeItem(TAB_KEY);
  return null;
}

async function read(answer, path) {
  if (!answer.ok) {
    if (answer.status === 401 && !signs(path)) entry.value = "revoked"; // 403: this one act is not for us, the key is good
    throw await refusal(answer);
  }
  if (signs(path)) forget();
  entry.value = "in";
  return answer.text ? JSON.parse(answer.text) : null;
}

async function refusal(answer) {
  let body;
  try {
    body = JSON.parse(answer.text);
  } catch {
    body = { reason: "fault" }; // not our server's words: something between us and it answered
  }
  return new Refusal(answer.status, body, answer.after === null ? null : Number(answer.after));
}

export { Refusal, TAB_KEY, ask, entry, press, tabKey };
