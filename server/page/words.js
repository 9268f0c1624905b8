// What a page says: the tables of /words/ by key, in the language chosen. A text redraws when `language` changes.
import { signal } from "/page/preact.js";

const LANGUAGES = ["zh", "en"];
const TAGS = { zh: "zh-CN", en: "en" };
// ?pseudo makes every text 40 % longer: what still fits then, fits a third language.
const PSEUDO = new URLSearchParams(location.search).has("pseudo");

const tables = signal({});
const language = signal(asked());

function asked() {
  const wanted = new URLSearchParams(location.search).get("lang");
  return LANGUAGES.includes(wanted) ? wanted : "zh";
}

// Fetch both tables; a page draws nothing before this. Again when the server could not be reached.
async function loadWords() {
  const read = async (one) => {
    const answer = await fetch(`/words/${one}.json`);
    if (!answer.ok) throw new Error(`words: ${answer.status}`);
    return [one, await answer.json()];
  };
  for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
    try {
      tables.value = Object.fromEntries(await Promise.all(LANGUAGES.map(read)));
      return;
    } catch (error) {
      await new Promise((again) => setTimeout(again, wait));
    }
  }
}

// The text of `key`, or undefined. `tongue` is "zh" or "en".
function text(key, tongue) {
  const found = key.split(".").reduce((above, name) => above?.[name], tables.value[tongue]);
  return typeof found === "string" ? found : undefined;
}

const has = (key) => text(key, language.value) !== undefined;

// Can `key` be said by whoever knows only these names?
const needsNoMore = (key, known) => [...text(key, language.value).matchAll(/\{(\w+)\}/g)].every(([, name]) => known.includes(name));

// The text of `key` with its {names} filled in. One that is missing shows as its key and is an error on the console,
// which every browser test treats as a failure.
function say(key, names = {}) {
  return sayIn(language.value, key, names);
}

function sayIn(tongue, key, names = {}) {
  const found = text(key, tongue);
  if (found === undefined) {
    console.error(`words: no "${key}" in ${tongue}`);
    return key;
  }
  const filled = found.replace(/\{(\w+)\}/g, (_, name) => {
    if (names[name] === undefined) console.error(`words: "${key}" wants {${name}}`);
    return names[name] ?? "";
  });
  return longer(filled);
}

// A name of the plan, {"zh", "en"}, in the language chosen; it is text, never markup.
function names(name) {
  if (name === null || name === undefined) return "";
  return typeof name === "string" ? name : longer(name[language.value] || name.zh || name.en || "");
}

function longer(said) {
  return PSEUDO && said ? said + " " + "~".repeat(Math.ceil(said.length * 0.4)) : said;
}

// The lang attribute of the language chosen, or of another.
const tag = (tongue = language.value) => TAGS[tongue];

// What was filled into the sentence of `key` to make `said`: {name: text}; null: it was not made of it.
function filledIn(key, said) {
  const parts = text(key, language.value).split(/\{(\w+)\}/);
  const pattern = parts.map((part, at) => (at % 2 ? "(.+?)" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("");
  const found = new RegExp(`^${pattern}$`).exec(said);
  return found && Object.fromEntries(parts.filter((_, at) => at % 2).map((name, at) => [name, found[at + 1]]));
}

export { LANGUAGES, filledIn, has, language, loadWords, names, needsNoMore, say, sayIn, tag };
