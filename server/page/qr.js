// The code of a ticket, drawn from the rows that the server gives: black on white whatever the colours of the page.
import { html, useEffect, useState } from "/page/preact.js";
import { ask } from "/page/ask.js";

const QUIET = 4; // modules of white around it, without which readers find nothing
const AGAIN_MILLIS = 2000;

// {text, rows, ...} as the address gives it, or null until it is known; `path` null: nothing is asked. `changes(code)`:
// whether something in it is still to come, and so it is asked for again.
function useCode(path, changes = () => false) {
  const [known, setKnown] = useState(null);
  useEffect(() => {
    if (path === null) return undefined;
    let timer = 0;
    let gone = false;
    const read = async () => {
      let again = false;
      try {
        const code = await ask("GET", path, undefined, { tries: 1 });
        if (gone) return;
        setKnown({ path, ...code });
        again = changes(code);
      } catch (error) {
        again = error.status === 0 || error.status >= 500;
      }
      if (again && !gone) timer = setTimeout(read, AGAIN_MILLIS);
    };
    read();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [path]);
  return path !== null && known?.path === path ? known : null;
}

// Each row's dark modules as bars of one path.
const bars = (rows) =>
  rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ 0: dark, index }) => `M${index} ${y}h${dark.length}v1h-${dark.length}z`)).join("");

// `label`: what it is, for who cannot see it. Its room is kept until the code is known.
function Qr({ code, label }) {
  const side = (code?.rows.length ?? 0) + 2 * QUIET;
  return html`
    <svg class="qr" viewBox="${-QUIET} ${-QUIET} ${side} ${side}" role="img" aria-label=${label} shape-rendering="crispEdges"
      style=${code && { "--modules": code.rows.length }} data-test=${code ? "qr" : null}>
      <rect class="ground" x=${-QUIET} y=${-QUIET} width=${side} height=${side} />
      ${code && html`<path class="dark" d=${bars(code.rows)} />`}
    </svg>`;
}

export { Qr, useCode };
