// Finding a service by its name, in both languages; and which keys lead on. Pure.

const WORD = /(^|[^\p{L}\p{N}])/u;
const IDEOGRAPH = /\p{Script=Han}/u;

// Where in `name` a search may begin: anywhere in Chinese, at the beginning of a word elsewhere.
function starts(name) {
  const letters = [...name];
  return letters.map((_, at) => at).filter((at) =>
    at === 0 || IDEOGRAPH.test(letters[at]) || (WORD.test(letters[at - 1]) && !isLetter(letters[at - 1])));
}

const isLetter = (letter) => /[\p{L}\p{N}]/u.test(letter);

// The places in `name` where `query` stands.
function places(name, query) {
  const letters = [...name.toLowerCase()];
  const wanted = [...query.toLowerCase()];
  return starts(name).filter((at) => wanted.every((letter, i) => letters[at + i] === letter));
}

const wished = (query) => query.trimStart().replace(/\s+/g, " ");

// The items whose names hold `query`, the best first. `namesOf(item)`: its names, each {zh, en}, its own before others'.
function find(items, namesOf, query) {
  const text = wished(query);
  if (!text.trim()) return items;
  const ranked = items.map((item) => ({ item, rank: rankOf(namesOf(item), text) }));
  return ranked.filter((each) => each.rank < Infinity).sort((one, other) => one.rank - other.rank).map((each) => each.item);
}

// 0: the first name begins so, 1: it holds it, 2 and 3: so for the second, ...; Infinity: none does.
function rankOf(allNames, text) {
  const ranks = allNames.flatMap(({ zh, en }, at) => [zh, en].flatMap((name) =>
    places(name, text.trimEnd()).map((place) => at * 2 + (place === 0 ? 0 : 1))));
  return Math.min(...ranks);
}

// The letters that lead on from `query` in this language: with none yet, how names (and, in English, words) begin.
function nextKeys(items, namesOf, query, language) {
  const text = wished(query);
  const all = items.flatMap(namesOf).map((name) => name[language]);
  const keys = all.flatMap((name) => {
    const letters = [...name];
    const from = text ? places(name, text) : IDEOGRAPH.test(letters[0]) ? [0] : starts(name);
    return from.map((at) => letters[at + [...text].length]).filter(Boolean);
  });
  const distinct = [...new Set(keys.map((key) => key.toUpperCase()))].filter((key) => isLetter(key) || (text && key === " "));
  return language === "zh" ? distinct : distinct.sort();
}

export { find, nextKeys };
