// Telling the server which calls stood on this screen: one POST a second at most, and none twice.
const PACE_MILLIS = 1000;
const AGAIN_MILLIS = 3000; // after one that failed

// `post(body)` sends and rejects when it could not. Returns `tell()`: call it whenever something was drawn.
function teller(stack, post) {
  let timer = null;
  let readyAt = 0;

  function tell() {
    if (timer !== null || !stack.unacked().length) return;
    timer = setTimeout(send, Math.max(0, readyAt - performance.now()));
  }

  async function send() {
    const shown = stack.unacked();
    readyAt = performance.now() + PACE_MILLIS;
    try {
      if (shown.length) await post({ shown });
      stack.told(shown);
    } catch {
      readyAt = performance.now() + AGAIN_MILLIS; // the calls stay unacknowledged and go with the next
    }
    timer = null;
    tell();
  }
  return tell;
}

export { PACE_MILLIS, teller };
