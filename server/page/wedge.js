// A reader of codes that types like a keyboard: it is told from a person by its pace, wherever the focus is. Keys are
// taken by their place on a US keyboard (`event.code`), since what they mean depends on the country and the input method.

const GAP_MILLIS = 50; // longer between two keys, and a person types
const SILENCE_MILLIS = 80; // for a reader that sends no Enter
const LEAST = 6; // characters that no person types at this pace
const MOST = 256;
const SAME_MILLIS = 3000; // the same code again within this time of its last reading is the same showing

const OVER_DIGITS = ")!@#$%^&*(";
const SIGNS = {
  Minus: "-_", Equal: "=+", BracketLeft: "[{", BracketRight: "]}", Backslash: "\\|", Semicolon: ";:", Quote: "'\"",
  Backquote: "`~", Comma: ",<", Period: ".>", Slash: "/?", Space: "  ", NumpadAdd: "++", NumpadSubtract: "--",
  NumpadMultiply: "**", NumpadDivide: "//", NumpadDecimal: "..",
};
const MODIFIERS = /^(Shift|Control|Alt|Meta)(Left|Right)$|^CapsLock$/;
const ENDS = ["Enter", "NumpadEnter", "Tab"];

// The character that a key stands for, or null.
function character({ code, shift, caps }) {
  if (/^Key[A-Z]$/.test(code)) return shift === caps ? code[3].toLowerCase() : code[3];
  const digit = /^(Digit|Numpad)(\d)$/.exec(code);
  if (digit) return digit[1] === "Digit" && shift ? OVER_DIGITS[digit[2]] : digit[2];
  return SIGNS[code]?.[shift ? 1 : 0] ?? null;
}

// One run of keys at a reader's pace. `press({code, shift, caps, alt, held}, at)` says what a key is to it: "" (nothing),
// "run" (goes on), "sure" (is a reader's from now on), "end" (`text` is whole).
class Run {
  text = "";
  #at = -Infinity;
  #alt = ""; // digits typed with Alt: the number of a character, as some readers send it

  press(key, at) {
    const quick = at - this.#at < GAP_MILLIS;
    if (!quick) this.clear();
    this.#at = at;
    if (MODIFIERS.test(key.code)) return this.text || this.#alt ? "run" : "";
    if (ENDS.includes(key.code)) return this.text.length > 1 ? "end" : "";
    if (key.alt && /^Numpad\d$/.test(key.code)) {
      this.#alt += key.code.at(-1);
      return "run";
    }
    const letter = key.held || key.alt ? null : character(key);
    if (letter === null) {
      this.clear();
      return "";
    }
    return this.#add(letter);
  }

  // Alt is let go: the digits typed with it are a character.
  letGo(at) {
    if (!this.#alt) return "";
    const number = Number(this.#alt.slice(-3));
    this.#alt = "";
    this.#at = at;
    return this.#add(number > 31 && number < 127 ? String.fromCharCode(number) : "\ufffd");
  }

  clear() {
    this.text = "";
    this.#alt = "";
  }

  #add(letter) {
    if (this.text.length <= MOST) this.text += letter;
    return this.text.length === LEAST ? "sure" : "run";
  }

  get isReader() {
    return this.text.length >= LEAST;
  }
}

// A whole reading without what the reader puts around it; null: too long, or not marked as its own.
function within(text, { prefix, suffix }) {
  const marked = text.startsWith(prefix) && text.endsWith(suffix) && text.length >= prefix.length + suffix.length;
  return marked && text.length <= MOST ? text.slice(prefix.length, text.length - suffix.length) : null;
}

// Listen for as long as the page lives. `marks()` gives {prefix, suffix}; `begin()` is called when keys may be a reader's
// first, and gives how to take back what they did; `read(text)` gets each reading (null: nobody can read it).
function watchWedge({ marks, begin, read }) {
  const run = new Run();
  let [undo, silence, same] = [null, 0, { text: null, at: -Infinity }];

  function end() {
    clearTimeout(silence);
    if (run.isReader) finish(run.text);
    run.clear();
  }

  function finish(text) {
    const now = performance.now();
    const again = same.text === text && now - same.at < SAME_MILLIS;
    same = { text, at: now };
    setTimeout(() => performance.now() - same.at >= SAME_MILLIS && (same = { text: null, at: -Infinity }), SAME_MILLIS);
    if (!again) read(within(text, marks()));
  }

  function went(how, event) {
    if (how === "") return;
    clearTimeout(silence);
    silence = setTimeout(end, SILENCE_MILLIS);
    if (how === "sure") undo?.();
    if (run.isReader || how === "end" || (event.code === "Space" && run.text.length > 1)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (how === "end") end();
  }

  addEventListener("keydown", (event) => {
    if (event.repeat) return run.clear(); // a key that somebody holds down
    const held = event.ctrlKey || event.metaKey;
    const key = { code: event.code, shift: event.shiftKey, caps: event.getModifierState("CapsLock"), alt: event.altKey, held };
    const had = run.text;
    const how = run.press(key, event.timeStamp);
    if (run.text.length === 1 && had !== run.text) undo = begin();
    went(how, event);
  }, { capture: true });
  addEventListener("keyup", (event) => event.key === "Alt" && went(run.letGo(event.timeStamp), event), { capture: true });
}

export { Run, watchWedge, within };
