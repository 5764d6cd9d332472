import assert from "node:assert/strict";
import test from "node:test";
import { draftKeeper } from "../../static/js/draft_keeper.js";

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A form in memory: what is typed, what the device and the server hold, answers that wait until they are let go. */
function desk(context, { failing = false } = {}) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const desk = { typed: "", device: null, server: null, said: [], waiting: [] };
  desk.keeper = draftKeeper({
    keepHere: ({ sent }) => (desk.device = { text: desk.typed, sent }),
    forgetHere: () => (desk.device = null),
    keepThere: (signal) => {
      const text = desk.typed;
      return new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
        desk.waiting.push(() => (failing ? reject(new Error("network")) : resolve((desk.server = text))));
      });
    },
    say: (answer) => desk.said.push(answer),
    fail: (error) => desk.said.push(error.message),
  });
  desk.type = (text) => {
    desk.typed = text;
    desk.keeper.note();
  };
  desk.wait = (milliseconds) => context.mock.timers.tick(milliseconds);
  desk.answer = async () => {
    desk.waiting.shift()();
    await settle();
  };
  return desk;
}

test("what is typed while an answer is on its way survives a closed tab", async (context) => {
  const here = desk(context);
  here.type("ab");
  here.wait(4000);
  here.type("ab and a paragraph");
  await here.answer();

  here.keeper.leave();

  assert.equal(here.server, "ab");
  assert.equal(here.device.text, "ab and a paragraph");
});

test("the device has what is typed within a second, and forgets it once the server has the same", async (context) => {
  const here = desk(context);
  here.type("ab");
  here.wait(1000);
  assert.deepEqual(here.device, { text: "ab", sent: false });
  here.wait(3000);

  await here.answer();

  assert.equal(here.device, null);
  assert.equal(here.server, "ab");
});

test("one request at a time: the older text never comes last", async (context) => {
  const here = desk(context);
  here.type("old");
  here.wait(4000);
  here.type("new");
  here.wait(8000);
  assert.equal(here.waiting.length, 1);

  await here.answer();
  here.wait(4000);
  await here.answer();

  assert.equal(here.server, "new");
});

test("after sending, nothing is kept on the server any more, and the device waits for a word", async (context) => {
  const here = desk(context);
  here.type("ab");
  here.wait(4000);
  here.type("abc");

  here.keeper.send();
  await settle();
  here.wait(60_000);
  here.keeper.leave();

  assert.deepEqual(here.device, { text: "abc", sent: true });
  assert.equal(here.waiting.length, 1);
  assert.deepEqual(here.said, []);
});

test("what is typed after sending is another text, that was not sent", (context) => {
  const here = desk(context);
  here.type("ab");
  here.keeper.send();

  here.type("ab, and more");
  here.keeper.leave();

  assert.deepEqual(here.device, { text: "ab, and more", sent: false });
});

test("without network the device keeps it, and the page says so", async (context) => {
  const here = desk(context, { failing: true });
  here.type("ab");
  here.wait(4000);

  await here.answer();

  assert.deepEqual(here.device, { text: "ab", sent: false });
  assert.deepEqual(here.said, ["network"]);
});

test("a page that nobody typed in leaves nothing on the device", (context) => {
  const here = desk(context);

  here.keeper.leave();

  assert.equal(here.device, null);
});

test("where the device alone keeps, the page says so and asks no server", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const keepHere = context.mock.fn();
  const say = context.mock.fn();
  const keeper = draftKeeper({ keepHere, forgetHere() {}, say, fail() {} });

  keeper.note();
  context.mock.timers.tick(4000);

  assert.equal(keepHere.mock.callCount(), 1);
  assert.equal(say.mock.callCount(), 1);
});
