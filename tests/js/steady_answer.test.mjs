import assert from "node:assert/strict";
import test from "node:test";
import { steadyAnswer } from "../../static/js/steady_answer.js";

test("what is typed while the answer is on its way is asked about too", async () => {
  let typed = "02 61";
  const answer = await steadyAnswer(
    () => typed,
    async () => {
      const sent = typed;
      typed = "02 61 91";
      return `answer to ${sent}`;
    },
  );

  assert.equal(answer, "answer to 02 61 91");
});

test("one answer is enough when nothing was typed", async () => {
  let asked = 0;
  await steadyAnswer(
    () => "02 61",
    async () => (asked += 1),
  );

  assert.equal(asked, 1);
});

test("what fails is said at once", async () => {
  const fails = () => Promise.reject(new Error("network"));

  await assert.rejects(steadyAnswer(() => "", fails), /network/);
});
