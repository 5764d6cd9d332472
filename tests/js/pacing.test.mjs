import assert from "node:assert/strict";
import test from "node:test";
import { paced } from "../../static/js/pacing.js";

test("steady typing does not put off what it asks for", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const act = context.mock.fn();
  const { ask } = paced(act, 4000);

  for (let second = 0; second < 14; second += 1) {
    ask();
    context.mock.timers.tick(1000);
  }

  assert.equal(act.mock.callCount(), 3);
});

test("what nobody asks for again is done once", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const act = context.mock.fn();

  paced(act, 1000).ask();
  context.mock.timers.tick(10_000);

  assert.equal(act.mock.callCount(), 1);
});

test("what is stopped is not done", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const act = context.mock.fn();
  const pace = paced(act, 1000);

  pace.ask();
  pace.stop();
  context.mock.timers.tick(10_000);

  assert.equal(act.mock.callCount(), 0);
});
