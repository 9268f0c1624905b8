// How much room there is: a cabinet's screen has 10 to 21 inches, lying or standing.
import { computed, signal } from "/page/preact.js";
import { millimetre } from "/page/screen.js";

const INCHES = Number(new URLSearchParams(location.search).get("inches")) || 15.6;
const SMALL_MM = 160;
const TALL_MM = 300;

const page = signal({ width: innerWidth, height: innerHeight });
addEventListener("resize", () => (page.value = { width: innerWidth, height: innerHeight }));

// "small": what can be spared is left out; "tall": larger type, and what is touched stands low.
const shape = computed(() => {
  const { width, height } = page.value;
  const high = height / millimetre(width, height, INCHES);
  return high < SMALL_MM ? "small" : high > TALL_MM ? "tall" : "";
});

export { INCHES, shape };
