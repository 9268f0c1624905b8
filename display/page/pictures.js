// The hall's own pictures beside the calls, still and silent, one after another; one that cannot be had is passed over.
import { html, useEffect, useState } from "/page/preact.js";
import { screen } from "/page/display/board.js";
import { pictured } from "/page/display/calls.js";

function Pictures() {
  const [at, setAt] = useState(0);
  const { pictures, picture_seconds: seconds } = screen.value;
  const next = () => setAt((had) => had + 1);
  useEffect(() => {
    const timer = setInterval(next, seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  const [missing, setMissing] = useState([]);
  const there = pictures.filter((each) => !missing.includes(each));
  if (!pictured.value || !there.length) return null;
  const shown = there[at % there.length];
  return html`<figure class="pictures" data-test="pictures" aria-hidden="true">
    <img key=${shown} src=${shown} alt="" onError=${() => setMissing((had) => [...had, shown])} /></figure>`;
}

export { Pictures };
