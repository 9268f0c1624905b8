// What the floor's page knows: the view it hears, who holds this phone, the time, and what it is asking just now.
import { computed, effect, signal } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { hear, newer, serverNow } from "/page/hear.js";

const SECOND_MILLIS = 1000;
const UNREACHED_MILLIS = 2000;

const seat = signal("asking"); // "asking" | "in" | "out" (nobody signed in) | "lost" (was in, and is not any more)
const me = signal(""); // the name this person is on duty by
const heard = signal(null);
const now = signal(Date.now());
const asking = signal(null); // what was pressed and is not answered yet
const trouble = signal(null); // the last refusal, until the next press

const view = computed(() => heard.value?.view.value ?? null);
const link = computed(() => heard.value?.state.value ?? "connecting");
const silence = computed(() => heard.value?.age.value ?? 0);
const live = computed(() => link.value === "live");

const duty = computed(() => view.value?.helpers.find((one) => one.name === me.value) ?? null);
const mine = computed(() => view.value?.calls.find((call) => call.taken_by === me.value) ?? null);
// A call this person is asked to go to: chosen for it, or everybody's while he has none in hand.
const isForMe = (call) => !call.taken_by && duty.value !== null && (call.helper === me.value || (call.for_all && !mine.value));
const waitingForMe = computed(() => (view.value?.calls ?? []).filter(isForMe));

// May this browser see the floor? Then listen; else a person signs in.
async function begin() {
  setInterval(() => (now.value = serverNow()), SECOND_MILLIS);
  while (seat.value === "asking") {
    try {
      me.value = (await ask("GET", "/help-calls", undefined, { tries: 1 })).me;
      comeIn();
    } catch (no) {
      if ([401, 403].includes(no.status)) seat.value = "out";
      else await new Promise((again) => setTimeout(again, UNREACHED_MILLIS));
    }
  }
}

function comeIn() {
  heard.value = hear("/helper", "floor");
  seat.value = "in";
  effect(() => {
    if (link.value === "revoked" || link.value.startsWith("refused:")) leave("lost");
  });
}

// Nobody is here any more: nothing of what was heard stays on the screen.
function leave(how) {
  heard.value?.stop();
  seat.value = how;
}

// One press: the answer comes by the socket as well, so only a refusal has to be told.
async function press(name, path, body) {
  if (asking.value !== null || !live.value) return;
  asking.value = name;
  trouble.value = null;
  try {
    const said = await ask("POST", path, body, { tries: 3 });
    if (said?.calls && newer(said, view.value)) heard.value.view.value = said;
  } catch (no) {
    trouble.value = { name, text: () => no.message };
  } finally {
    asking.value = null;
  }
}

const each = (id) => encodeURIComponent(id);
const goOn = (zone) => press("duty", "/duty", { on: true, ...(zone ? { zone } : {}) });
const goOff = () => press("duty", "/duty", { on: false });
const take = (call) => press(call.id, `/help-calls/${each(call.id)}/take`);
const close = (call) => press(call.id, `/help-calls/${each(call.id)}/close`);
const takeAlarm = (alarm) => press(alarm.id, `/alarms/${each(alarm.id)}/take`);
const finishAlarm = (alarm) => press(alarm.id, `/alarms/${each(alarm.id)}/done`);

export {
  asking, begin, close, duty, finishAlarm, goOff, goOn, leave, link, live, me, mine, now, seat, silence, take, takeAlarm,
  trouble, view, waitingForMe,
};
