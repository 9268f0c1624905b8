// An icon of the sprite, beside a word that says the same: hidden from speech. With `label` it speaks for itself.
import { html } from "/page/preact.js";

function icon(name, label = null) {
  const said = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return html`<svg class="icon" focusable="false" ...${said}><use href="/page/icons.svg#${name}"></use></svg>`;
}

export { icon };
