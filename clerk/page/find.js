// Finding a number of today: how it stands, and the one thing that can be done for its visitor now.
import { html, useRef, useState } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { say } from "/page/words.js";
import { bringBack, callNumber } from "/page/clerk/acts.js";
import { Button, Own, timeOfDay } from "/page/clerk/parts.js";
import { dialog, live, serviceName, view, windowOf } from "/page/clerk/state.js";

function FindForm() {
  const field = useRef(null);
  const [found, show] = useState(null); // {one} as answered, or {text} of why there is none
  const find = async (event) => {
    event.preventDefault();
    const number = field.current.value.trim().toUpperCase();
    if (!number) return;
    try {
      show({ one: await ask("GET", `/numbers/${encodeURIComponent(number)}`, undefined, { tries: 2 }) });
    } catch (no) {
      show({ text: no.status === 404 ? say("page.clerk.not-found", { number }) : no.message });
    }
  };
  return html`<form onSubmit=${find} role="search">
    <label class="line-field">${say("page.clerk.find-number")}
      <input ref=${field} name="number" maxlength="8" autocomplete="off" autocapitalize="characters" spellcheck="false" data-first data-test="find" /></label>
    <div role="status" data-test="found">${found && html`<${Found} found=${found} />`}</div>
    <div class="ends"><button type="submit" class="button primary" data-test="confirm" aria-disabled=${!live.value}>${say("page.clerk.confirm.find")}</button></div>
  </form>`;
}

function Found({ found: { one, text } }) {
  if (text) return html`<p>${text}</p>`;
  return html`<div class="card found">
    <p><b class="number">${one.number}</b> <b>${say(`page.clerk.is.${one.state}`)}</b></p>
    <p><${Own} text=${serviceName(one.service)} /></p>
    <p class="quiet">${where(one).join(" · ")}</p>
    <${Do} one=${one} />
  </div>`;
}

function where(one) {
  const said = [say("page.clerk.taken-at", { time: timeOfDay(one.issued_at) })];
  if (one.state === "waiting") said.push(say("page.clerk.ahead", { count: one.people_ahead }));
  if (one.window) said.push(say("page.clerk.window", { label: windowOf(one.window)?.label ?? one.window }));
  return said;
}

// Back, if he was missed or held; called now, if this window is free and the hall allows it.
function Do({ one }) {
  const after = async (doing) => (await doing) && (dialog.value = null);
  if (["missed", "held"].includes(one.state)) {
    return html`<${Button} test="found-back" off=${!live.value} onClick=${() => after(bringBack(one))}>${say("page.clerk.back-number", { number: one.number })}<//>`;
  }
  const mine = view.value.policy.call_by_number && view.value.state === "idle" && one.windows.includes(view.value.window);
  if (one.state !== "waiting" || !mine) return null;
  const call = () => (one.people_ahead === 0 ? after(callNumber(one)) : (dialog.value = { name: "out-of-turn", one, place: one.people_ahead }));
  return html`<${Button} test="found-call" off=${!live.value} onClick=${call}>${say("page.clerk.call-this")}<//>`;
}

export { FindForm };
