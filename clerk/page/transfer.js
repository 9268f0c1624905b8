// Sending a visitor on: to another service, a window, a person who sits somewhere now, and back here afterwards or not.
import { html, useState } from "/page/preact.js";
import { names, say } from "/page/words.js";
import { act } from "/page/clerk/acts.js";
import { Form } from "/page/clerk/forms.js";
import { hall, place, view } from "/page/clerk/state.js";

function TransferForm({ about }) {
  const [service, chooseService] = useState("");
  const [to, chooseTo] = useState("");
  const [person, choosePerson] = useState("");
  const doing = ({ come_back }) => act("transfer", {
    ...(service ? { service } : {}), ...(to ? { window: to } : {}), ...(person ? { person } : {}), come_back: Boolean(come_back),
  }, about.ticket);
  return html`<${Form} name="transfer" doing=${doing} off=${!service && !to && !person}>
    <label class="line-field">${say("page.clerk.to-service")}
      <select value=${service} data-first data-test="to-service" onChange=${(event) => { chooseService(event.target.value); chooseTo(""); }}>
        <option value="">${say("page.clerk.same-service")}</option><${Services} />
      </select></label>
    <label class="line-field">${say("page.clerk.to-window")}
      <select value=${to} data-test="to-window" disabled=${Boolean(person)} onChange=${(event) => chooseTo(event.target.value)}>
        <option value="">${say("page.clerk.any-window")}</option>
        ${windowsFor(service).map((one) => html`<option key=${one.id} value=${one.id}>${say("page.clerk.window", { label: one.label })} · ${say(`page.clerk.state.${one.state}`)}</option>`)}
      </select></label>
    <label class="line-field">${say("page.clerk.to-person")}
      <select value=${person} data-test="to-person" disabled=${Boolean(to)} onChange=${(event) => choosePerson(event.target.value)}>
        <option value="">${say("page.clerk.anybody")}</option>
        ${view.value.colleagues.map((one) => html`<option key=${one.name} value=${one.name}>${one.name} · ${one.window}</option>`)}
      </select></label>
    <label class="check"><input type="checkbox" name="come_back" value="1" data-test="come-back" />${say("page.clerk.come-back")}</label>
  <//>`;
}

function Services() {
  const { categories = [], services = [] } = hall.value ?? {};
  return categories.map((category) => html`<optgroup key=${category.id} label=${names(category.name)}>
    ${services.filter((one) => one.category === category.id).map((one) => html`<option key=${one.id} value=${one.id}>${names(one.name)}</option>`)}
  </optgroup>`);
}

// The other windows of whose services it is; which of them may also help, the server knows.
function windowsFor(service) {
  const wanted = service || view.value.ticket?.service;
  return (hall.value?.windows ?? []).filter((one) => one.id !== place && one.services.includes(wanted));
}

export { TransferForm };
