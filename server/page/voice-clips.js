// The sounds of sentences: fetched from the hall's server, decoded, and kept in a small number.
import { tabKey } from "/page/ask.js";

const KEPT_MOST = 48;
const FETCH_MILLIS = 4000;

class Clips {
  #kept = new Map(); // address -> AudioBuffer, those used last at its end
  #coming = new Map();

  // `base`: the address below which a language's sounds lie.
  constructor(base, decode) {
    Object.assign(this, { base, decode });
  }

  // The sound of `what`, by its address below a language's; null when it cannot be had.
  async sound(what, language) {
    const path = `${this.base}/${language}/${what}`;
    const kept = this.#kept.get(path);
    if (kept !== undefined) {
      this.#kept.delete(path);
      this.#kept.set(path, kept);
      return kept;
    }
    if (!this.#coming.has(path)) this.#coming.set(path, this.#fetch(path).finally(() => this.#coming.delete(path)));
    return this.#coming.get(path);
  }

  // What was said of numbers of another epoch is not their sound now.
  forget() {
    this.#kept.clear();
  }

  get size() {
    return this.#kept.size;
  }

  async #fetch(path) {
    const headers = tabKey() ? { Authorization: `Bearer ${tabKey()}` } : {};
    try {
      const answer = await fetch(path, { headers, cache: "no-store", signal: AbortSignal.timeout(FETCH_MILLIS) });
      if (!answer.ok) return null;
      const buffer = await this.decode(await answer.arrayBuffer());
      this.#kept.set(path, buffer);
      for (const oldest of [...this.#kept.keys()].slice(0, Math.max(0, this.#kept.size - KEPT_MOST))) this.#kept.delete(oldest);
      return buffer;
    } catch {
      return null; // not reached, too late, or no sound in it: the caller has other ways
    }
  }
}

export { Clips };
