// What must be seen whole on every screen: when it does not fit, what can be spared gives way, step by step.
import { html, useLayoutEffect, useRef, useState } from "/page/preact.js";

const LEVELS = 7; // ticket.css says what each level does without
const SLACK = 1.5;

const overflows = ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
  scrollHeight > clientHeight + SLACK || scrollWidth > clientWidth + SLACK;

function Snug({ of, children }) {
  const box = useRef(null);
  const [fitted, setFitted] = useState({ of: "", level: 0 });
  const [size, setSize] = useState("");
  const now = `${of} ${size}`;
  const level = fitted.of === now ? fitted.level : 0;

  useLayoutEffect(() => {
    const watching = new ResizeObserver(() => setSize(`${innerWidth}x${innerHeight}`));
    watching.observe(document.documentElement);
    return () => watching.disconnect();
  }, []);
  useLayoutEffect(() => {
    document.documentElement.dataset.snug = level;
    if ([box.current, ...box.current.children].some(overflows) && level < LEVELS) setFitted({ of: now, level: level + 1 });
  });
  useLayoutEffect(() => () => delete document.documentElement.dataset.snug, []);
  return html`<div class="snug" data-level=${level} ref=${box}>${children}</div>`;
}

export { Snug };
