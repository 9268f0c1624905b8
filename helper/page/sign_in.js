// Signing in on a phone, and what it shows when the session has ended.
import { html, signal, useEffect, useRef } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { say } from "/page/words.js";
import { Languages } from "/page/helper/look.js";

const trouble = signal(null);
const busy = signal(false);

async function signIn(name, password) {
  busy.value = true;
  trouble.value = null;
  try {
    const who = await ask("POST", "/sign-ins", { name, password }, { tries: 2 });
    if (["helper", "manager"].includes(who.role)) return location.reload(); // everything anew, with the cookie that tells who is here
    await ask("DELETE", "/sign-ins", undefined, { tries: 1 });
    trouble.value = () => say("page.helper.not-a-helper");
  } catch (no) {
    trouble.value = () => no.message;
  }
  busy.value = false;
  return undefined;
}

function SignIn({ lost }) {
  const form = useRef(null);
  useEffect(() => {
    document.title = say("page.helper.sign-in");
    form.current.elements.name.focus();
  }, []);
  const send = (event) => {
    event.preventDefault();
    const { name, password } = form.current.elements;
    if (!busy.value) signIn(name.value.trim(), password.value);
  };
  return html`<main class="alone" data-test="sign-in">
    ${lost && html`<p class="banner warn" role="alert" data-test="lost">${icon("info")}<span>${say("page.helper.lost")}</span></p>`}
    <form class="card" ref=${form} onSubmit=${send}>
      <h1>${say("page.helper.sign-in")}</h1>
      <label>${say("page.helper.name")}<input name="name" autocomplete="username" required maxlength="64" data-test="name" /></label>
      <label>${say("page.helper.password")}
        <input name="password" type="password" autocomplete="current-password" required maxlength="200" data-test="password" /></label>
      <p class="no" role="alert" data-test="trouble">${trouble.value?.() ?? ""}</p>
      <button type="submit" class="button primary" data-test="enter" aria-disabled=${busy.value}>${say("page.helper.enter")}</button>
    </form>
    <p class="look"><${Languages} /></p>
  </main>`;
}

export { SignIn };
