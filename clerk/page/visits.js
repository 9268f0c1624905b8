// What a window does beside calling: serving somebody without a ticket, and a note for colleagues.
import { html, useEffect, useRef, useState } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { names, say } from "/page/words.js";
import { act, step } from "/page/clerk/acts.js";
import { Form, given } from "/page/clerk/forms.js";
import { Own } from "/page/clerk/parts.js";
import { hall, place, serviceName, windowOf } from "/page/clerk/state.js";

// A number is issued and in service at once; it counts like any other.
function ServeForm() {
  const mine = windowOf(place)?.services ?? [];
  const services = (hall.value?.services ?? []).filter((one) => mine.includes(one.id));
  const [service, choose] = useState(services[0]?.id ?? "");
  return html`<${Form} name="serve" doing=${() => act("serve", { service })} off=${!service}>
    <p>${say("page.clerk.serve-means")}</p>
    <label class="line-field">${say("page.clerk.column.matter")}
      <select value=${service} data-first data-test="serve-service" onChange=${(event) => choose(event.target.value)}>
        ${services.map((one) => html`<option key=${one.id} value=${one.id}>${names(one.name)}</option>`)}
      </select></label>
  <//>`;
}

// For who is signed in: what colleagues wrote about this visitor's matter, to read and to change.
function NoteForm({ about }) {
  const [kept, show] = useState(null); // as answered, or {text} of why it was not
  const line = useRef(null);
  const path = `/tickets/${about.ticket}/note`;
  useEffect(() => {
    ask("GET", path, undefined, { tries: 2 }).then(show, (no) => show({ text: no.message }));
  }, []);
  useEffect(() => line.current?.focus(), [kept]);
  if (kept === null || kept.text) return html`<p role="status">${kept?.text ?? say("page.clerk.connecting")}</p>`;
  return html`<${Form} name="note" doing=${() => step("note", path, { note: given(line.current.value) ?? null })}>
    <label class="line-field">${say("page.clerk.note-for")}
      <input ref=${line} name="note" maxlength="200" defaultValue=${kept.note ?? ""} data-first data-test="note-line" /></label>
    ${kept.by && html`<p class="quiet">${say("page.clerk.note-by", { by: kept.by })}</p>`}
  <//>`;
}

const PASSED = ["done"];

// The way of a journey: where the visitor was, is, and is to go.
function Way({ legs }) {
  const now = legs.findIndex((leg) => !PASSED.includes(leg.state));
  return html`<ol class="legs" aria-label=${say("page.clerk.way")} data-test="way">${legs.map((leg, place) => html`<li key=${leg.no} aria-current=${place === now ? "step" : undefined}>
    ${PASSED.includes(leg.state) ? icon("check") : html`<b>${place + 1}</b>`}<${Own} text=${serviceName(leg.service)} /></li>`)}</ol>`;
}

export { NoteForm, ServeForm, Way };
