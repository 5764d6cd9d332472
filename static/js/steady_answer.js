// Asks again when what was asked about changed before the answer came.

/** The answer to what `read` gives, once it is the same before and after; two readings are compared as texts. */
export async function steadyAnswer(read, ask) {
  for (;;) {
    const before = read();
    const answer = await ask();
    if (read() === before) return answer;
  }
}
