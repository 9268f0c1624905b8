// Signing in beside a cabinet. On the cabinet's own browser nobody may: its key would be lost to the person's cookie.
import { html, signal, useEffect, useRef } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { Languages } from "/page/cabinet/look.js";
import { Field } from "/page/cabinet/parts.js";
import { bank } from "/page/cabinet/state.js";

const ROLE = "clerk";
const refused = signal(null);
const busy = signal(false);

async function signIn(name, password) {
  busy.value = true;
  refused.value = null;
  try {
    const who = await ask("POST", "/sign-ins", { name, password }, { tries: 2 });
    if (who.role === ROLE) return location.reload(); // everything anew, with the cookie that tells who is here
    await ask("DELETE", "/sign-ins", undefined, { tries: 1 });
    refused.value = () => say("page.cabinet.not-a-clerk");
  } catch (no) {
    refused.value = () => no.message;
  }
  busy.value = false;
  return undefined;
}

function SignIn({ lost }) {
  const form = useRef(null);
  useEffect(() => {
    document.title = say("page.cabinet.sign-in", { bank });
    form.current.elements.name.focus();
  }, []);
  const send = (event) => {
    event.preventDefault();
    const { name, password } = form.current.elements;
    if (!busy.value) signIn(name.value.trim(), password.value);
  };
  return html`<main class="alone" data-test="sign-in">
    ${lost && html`<p class="banner warn" role="alert" data-test="lost">${icon("info")}<span>${say("page.cabinet.lost")}</span></p>`}
    <form class="card" ref=${form} onSubmit=${send}>
      <h1>${say("page.cabinet.sign-in", { bank })}</h1>
      <${Field} label=${say("page.cabinet.name")} name="name" autocomplete="username" required maxlength="64" data-test="name" />
      <${Field} label=${say("page.cabinet.password")} name="password" type="password" autocomplete="current-password" required maxlength="200"
        data-test="password" />
      <p class="banner warn no" role="alert" data-test="refused">${refused.value?.() ?? ""}</p>
      <button type="submit" class="button primary" data-test="enter" aria-disabled=${busy.value}>${say("page.cabinet.enter")}</button>
    </form>
    <p class="look"><${Languages} /></p>
  </main>`;
}

const AtTheCabinet = () => html`<main class="alone" data-test="device"><div class="card">
  <h1>${say("page.cabinet.device.title")}</h1><p>${say("page.cabinet.device.say")}</p>
  <p class="address">${location.host}${location.pathname}</p></div></main>`;

export { AtTheCabinet, SignIn };
