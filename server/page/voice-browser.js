// The last resort: a voice of the browser's own, only one that needs no network, and watched, since browsers lose words.
const WATCH_MILLIS = 11_000;
const MILLIS_PER_LETTER = { zh: 320, other: 90 };

// The browser's own voice for a language, or undefined.
function voiceFor(language) {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));
}

// A sentence in that voice: about how long it takes in milliseconds, and how to say it.
function spokenBy(voice, language, text) {
  const millis = text.length * (language === "zh" ? MILLIS_PER_LETTER.zh : MILLIS_PER_LETTER.other) + 500;
  return { millis: Math.min(millis, WATCH_MILLIS - 1000), utter: (volume) => utter(voice, text, volume) };
}

// Say it; true when the browser says that it came to its end.
function utter(voice, text, volume) {
  const said = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, volume });
  return new Promise((end) => {
    const watch = setTimeout(() => {
      speechSynthesis.cancel();
      end(false);
    }, WATCH_MILLIS);
    const over = (heard) => () => {
      clearTimeout(watch);
      end(heard);
    };
    said.addEventListener("end", over(true));
    said.addEventListener("error", over(false));
    speechSynthesis.speak(said);
  });
}

const silence = () => globalThis.speechSynthesis?.cancel();

export { silence, spokenBy, voiceFor };
