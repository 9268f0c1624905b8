// Signing in at this window, taking it over, and what a browser shows when the window has gone elsewhere.
import { html, signal, useEffect, useRef } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { icon } from "/page/icon.js";
import { LANGUAGES, language, say, sayIn, tag } from "/page/words.js";
import { leave, place, sitter } from "/page/clerk/state.js";

const trouble = signal(null); // {reason, text}
const busy = signal(false);

async function signIn(name, password, takeover) {
  busy.value = true;
  trouble.value = null;
  try {
    await ask("POST", "/sign-ins", { name, password, window: place, ...(takeover ? { takeover } : {}) }, { tries: 2 });
    location.reload(); // everything anew, with the cookie that now tells who is here
  } catch (no) {
    trouble.value = { reason: no.reason, text: () => no.message };
    busy.value = false;
  }
}

async function signOut() {
  try {
    await ask("DELETE", "/sign-ins", undefined, { tries: 1 });
  } finally {
    leave("out"); // not reached or already out: in either case this page shows nothing more
  }
}

function SignIn({ why }) {
  const form = useRef(null);
  useEffect(() => {
    document.title = say("page.clerk.sign-in-at", { window: place });
    form.current.elements[sitter.value ? "password" : "name"].focus();
  }, []);
  const taken = trouble.value?.reason === "window-taken";
  const send = (takeover) => {
    const { name, password } = form.current.elements;
    if (!busy.value && form.current.reportValidity()) signIn(name.value.trim(), password.value, takeover);
  };
  return html`<main class="sign-in" data-test="sign-in">
    ${why !== "out" && html`<div class="banner warn" role="alert" data-test=${why}>${icon(why === "locked" ? "lock" : "info")}
      <p><b>${say(`page.clerk.${why}`)}</b><br />${say(`page.clerk.${why}-why`)}</p></div>`}
    <form class="card" ref=${form} onSubmit=${(event) => { event.preventDefault(); send(false); }}>
      <h1>${say("page.clerk.sign-in-at", { window: place })}</h1>
      <label>${say("page.clerk.name")}
        <input name="name" defaultValue=${sitter.value ?? ""} autocomplete="username" required maxlength="64" data-test="name" /></label>
      <label>${say("page.clerk.password")}
        <input name="password" type="password" autocomplete="current-password" required maxlength="200" data-test="password" /></label>
      <p class="said no" role="alert" data-test="trouble">${trouble.value?.text() ?? ""}</p>
      ${taken && html`<button type="button" class="button" data-test="takeover" aria-disabled=${busy.value}
        onClick=${() => send(true)}>${icon("person")}${say("page.clerk.take-over")}</button>`}
      <button type="submit" class="button primary" data-test="enter" aria-disabled=${busy.value}>${say(why === "locked" ? "page.clerk.unlock" : "page.clerk.sign-in")}</button>
    </form>
    <${Languages} />
  </main>`;
}

const Languages = () => html`<p class="languages">${LANGUAGES.map((one) => html`<button type="button" key=${one} class="button plain small"
  lang=${tag(one)} aria-pressed=${language.value === one} onClick=${() => (language.value = one)}>${sayIn(one, "page.clerk.language")}</button>`)}</p>`;

export { Languages, SignIn, signOut };
