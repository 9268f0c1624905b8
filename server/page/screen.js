// What kind of screen this is: its millimetres, its theme and modes, its language, as marks on <html> that CSS reads.
import { effect, signal } from "/page/preact.js";
import { language, tag } from "/page/words.js";

const MILLIMETRES_PER_INCH = 25.4;
const asked = new URLSearchParams(location.search);

// {theme: "light" | "dark", elder, contrast}: set a new object to change it, as in modes.value = {...modes.value, elder: true}
const modes = signal({
  theme: asked.get("theme") === "dark" ? "dark" : "light", elder: asked.has("elder"), contrast: asked.has("contrast"),
});

let inches = Number(asked.get("inches")) || null;
let stop = null;

// The pixels of a millimetre: the window is taken as the whole screen of a device with this diagonal.
function millimetre(width, height, diagonal) {
  return Math.hypot(width, height) / (diagonal * MILLIMETRES_PER_INCH);
}

function measure() {
  const root = document.documentElement;
  if (inches) root.style.setProperty("--mm", `${millimetre(innerWidth, innerHeight, inches).toFixed(4)}px`);
  root.classList.toggle("portrait", innerHeight > innerWidth);
}

// Make <html> fit. `diagonal`: the device's inches; ?inches= wins; null keeps CSS millimetres (a clerk's own machine).
// Again with other inches when a view tells them.
function fitScreen(diagonal = null) {
  inches = Number(asked.get("inches")) || diagonal;
  measure();
  if (stop) return;
  addEventListener("resize", measure);
  stop = effect(() => {
    const root = document.documentElement;
    root.lang = tag(language.value);
    const { theme, elder, contrast } = modes.value;
    root.classList.toggle("light", theme !== "dark");
    root.classList.toggle("dark", theme === "dark");
    root.classList.toggle("elder", Boolean(elder));
    root.classList.toggle("contrast", Boolean(contrast));
  });
}

// The id at the end of this page's address: /kiosk/K1 -> "K1".
const placeHere = () => decodeURIComponent(location.pathname.split("/")[2] ?? "");

export { fitScreen, millimetre, modes, placeHere };
