// When what is typed is kept: on the device within a second, on the server every few seconds, one request at a time.
import { paced } from "./pacing.js";

const HERE_MILLISECONDS = 1000;
const THERE_MILLISECONDS = 4000;

/**
 * `keepHere({sent})` and `forgetHere()` write and remove the copy on the device; `keepThere(signal)` gives a promise,
 * and is null where the device alone keeps; `say(answer)` and `fail(error)` tell what came of it.
 */
export function draftKeeper({ keepHere, forgetHere, keepThere = null, say, fail }) {
  let typed = 0;
  let stored = 0;
  let request = null;
  const here = paced(() => keepHere({ sent: false }), HERE_MILLISECONDS);
  const there = paced(keepThere ? keep : say, THERE_MILLISECONDS);

  async function keep() {
    if (request) {
      there.ask(); // the older answer must not come last
      return;
    }
    const sending = typed;
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await keepThere(signal);
      if (signal.aborted) return;
      stored = sending;
      say(answer);
      if (stored === typed) {
        here.stop();
        forgetHere();
      }
    } catch (error) {
      if (signal.aborted) return;
      keepHere({ sent: false });
      fail(error);
    } finally {
      request = null;
    }
  }

  return {
    /** Something was typed. */
    note() {
      typed += 1;
      here.ask();
      there.ask();
    },
    /** The form is being sent: a copy stays until a page says that it arrived. */
    send() {
      here.stop();
      there.stop();
      request?.abort();
      stored = typed;
      keepHere({ sent: true });
    },
    /** The page is being left. */
    leave() {
      if (stored !== typed) keepHere({ sent: false });
    },
  };
}
