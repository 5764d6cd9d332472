import assert from "node:assert/strict";
import test from "node:test";
import { latestAnswerOf } from "../../static/js/latest_answer.js";

const rest = { restMilliseconds: 5 };
const later = (value, milliseconds) => new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));

test("quick typing asks once, for the last word", async () => {
  const asked = [];
  const answerTo = latestAnswerOf(async (word) => { asked.push(word); return word; }, rest);

  const answers = await Promise.all([answerTo("b"), answerTo("br"), answerTo("bre")]);

  assert.deepEqual(asked, ["bre"]);
  assert.deepEqual(answers, [null, null, "bre"]);
});

test("a slow answer to an older question is dropped", async () => {
  const answerTo = latestAnswerOf((word) => later(word, word === "old" ? 60 : 1), rest);

  const old = answerTo("old");
  await later(null, 20);
  const recent = answerTo("new");

  assert.deepEqual([await old, await recent], [null, "new"]);
});

test("an older question is told to stop", async () => {
  const signals = [];
  const answerTo = latestAnswerOf((word, signal) => { signals.push(signal); return later(word, 30); }, rest);

  const old = answerTo("old");
  await later(null, 15);
  await Promise.all([old, answerTo("new")]);

  assert.deepEqual(signals.map((signal) => signal.aborted), [true, false]);
});

test("a network that fails gives no answer", async () => {
  const answerTo = latestAnswerOf(() => Promise.reject(new TypeError("network")), rest);

  assert.equal(await answerTo("brest"), null);
});
