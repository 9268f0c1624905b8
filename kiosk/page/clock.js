// The time of the hall, by the server's clock.
import { html, useEffect, useState } from "/page/preact.js";
import { tag } from "/page/words.js";
import { view } from "/page/kiosk/hall.js";

const TICK_MILLIS = 5000;
const WRITTEN = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

// Minutes east of Greenwich, as the hall's own times say ("...+08:00").
function offset(at) {
  const found = /([+-])(\d\d):(\d\d)$/.exec(at);
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

function Clock({ now }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), TICK_MILLIS);
    return () => clearInterval(timer);
  }, []);
  const here = new Date(now() + offset(view.value.at) * 60_000);
  const time = here.toLocaleTimeString(tag(), { ...WRITTEN, timeZone: "UTC" });
  const day = here.toLocaleDateString(tag(), { weekday: "long", timeZone: "UTC" });
  return html`<p class="clock"><time>${time}</time> <span>${day}</span></p>`;
}

export { Clock };
