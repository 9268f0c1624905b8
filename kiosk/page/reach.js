// What a seated visitor can reach: 1220 mm above the floor at most. A screen that goes higher offers to come down.
import { computed, signal } from "/page/preact.js";
import { millimetre, modes } from "/page/screen.js";
import { view } from "/page/kiosk/hall.js";
import { session } from "/page/kiosk/session.js";

const REACH_MM = 1220;
const SMALL_MM = 200;
const SMALL_ELDER_MM = 300;
const LEAST_MM = 150; // a band below this would hold nothing

const page = signal({ width: innerWidth, height: innerHeight });
addEventListener("resize", () => (page.value = { width: innerWidth, height: innerHeight }));

const inches = computed(() => {
  const asked = Number(new URLSearchParams(location.search).get("inches"));
  return asked || view.value?.screen.inches || null;
});

// Millimetres of the screen's height that lie within reach; null before the first view.
const within = computed(() => {
  if (!inches.value) return null;
  const height = page.value.height / millimetre(page.value.width, page.value.height, inches.value);
  return { reach: REACH_MM - view.value.screen.bottom_mm, height };
});

const canComeDown = computed(() => {
  const lies = within.value;
  return Boolean(lies && lies.reach < lies.height && lies.reach >= LEAST_MM);
});

// The height of what is shown, in pixels: the whole screen, or the band within reach.
const band = computed(() => {
  if (!session.value.low || !canComeDown.value) return page.value.height;
  return Math.floor((page.value.height * within.value.reach) / within.value.height);
});

// Is what is shown wider than high? And is it so low that a page does without what can be spared?
const shape = computed(() => {
  const mm = inches.value ? millimetre(page.value.width, page.value.height, inches.value) : 4;
  const wide = page.value.width > band.value * 1.15;
  return { wide, small: band.value / mm < (wide && modes.value.elder ? SMALL_ELDER_MM : SMALL_MM) };
});

export { band, canComeDown, inches, shape };
