// Waits until typing rests, asks once, and drops every answer but the one to the last question.

/**
 * `ask(question, signal)` returns a promise. The function made returns the answer, or null when a
 * newer question was asked meanwhile or the network failed.
 */
export function latestAnswerOf(ask, { restMilliseconds = 150 } = {}) {
  let current = null;

  return async function answerTo(question) {
    current?.abort();
    const mine = (current = new AbortController());
    await new Promise((resolve) => setTimeout(resolve, restMilliseconds));
    if (mine.signal.aborted) return null;
    const answer = await ask(question, mine.signal).catch(() => null);
    return mine.signal.aborted ? null : answer;
  };
}
