// The code of the number, as it stands on the slip: drawn here from the rows that the server gives.
import { html, useEffect, useState } from "/page/preact.js";
import { ask } from "/page/ask.js";
import { say } from "/page/words.js";

const QUIET = 4; // modules of white around it, without which readers find nothing
const AGAIN_MILLIS = 2000;

// {text, rows}, or null until it is known; `of` is a ticket of this kiosk, or null.
function useCode(of) {
  const [known, setKnown] = useState(null);
  useEffect(() => {
    if (of === null) return undefined;
    let timer = 0;
    let gone = false;
    const read = async () => {
      try {
        const code = await ask("GET", `/tickets/${of}/code`, undefined, { tries: 1 });
        if (!gone) setKnown({ of, ...code });
      } catch (error) {
        if (!gone && (error.status === 0 || error.status >= 500)) timer = setTimeout(read, AGAIN_MILLIS);
      }
    };
    read();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [of]);
  return of !== null && known?.of === of ? known : null;
}

// Each row's dark modules as bars of one path.
const bars = (rows) =>
  rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ 0: dark, index }) => `M${index} ${y}h${dark.length}v1h-${dark.length}z`)).join("");

// Where the code leads: to a page for the visitor's phone, or else to the desk and the kiosks.
const isLink = (text) => text.includes("://");

// Its room is kept until it is known.
function Code({ code }) {
  const side = (code?.rows.length ?? 0) + 2 * QUIET;
  return html`
    <figure class="code" data-test="code" style=${code && { "--modules": code.rows.length }} aria-hidden=${code ? null : "true"}>
      <svg class="qr" viewBox="${-QUIET} ${-QUIET} ${side} ${side}" role="img" aria-label=${say("page.kiosk.ticket.code")}
        shape-rendering="crispEdges" data-test=${code ? "qr" : null}>
        <rect class="ground" x=${-QUIET} y=${-QUIET} width=${side} height=${side} />
        ${code && html`<path class="dark" d=${bars(code.rows)} />`}
      </svg>
      <figcaption>${code && say(isLink(code.text) ? "page.kiosk.ticket.scan" : "page.kiosk.ticket.show-code")}</figcaption>
    </figure>`;
}

export { Code, useCode };
