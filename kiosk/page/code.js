// The code of the number, as it stands on the slip, and what it is good for.
import { html } from "/page/preact.js";
import { Qr } from "/page/qr.js";
import { say } from "/page/words.js";

// Where the code leads: to a page for the visitor's phone, or else to the desk and the kiosks.
const isLink = (text) => text.includes("://");

const Code = ({ code }) => html`
  <figure class="code" data-test="code" aria-hidden=${code ? null : "true"}>
    <${Qr} code=${code} label=${say("page.kiosk.ticket.code")} />
    <figcaption>${code && say(isLink(code.text) ? "page.kiosk.ticket.scan" : "page.kiosk.ticket.show-code")}</figcaption>
  </figure>`;

export { Code };
