import { healthyFirst, recordCreation } from "./healthy-first";

/** Whether a cluster that does not respond stops the program now. */
function stopping(program: object, cluster: string): () => boolean {
  let stops = false;
  void healthyFirst(program, cluster).then(() => (stops = true));
  return () => stops;
}

beforeEach(() => jest.useFakeTimers({ doNotFake: ["setImmediate"] }));
afterEach(() => jest.useRealTimers());

const elapse = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);
const firstPause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a cluster that does not respond stops the program when what does not need it is created", async () => {
  const program = {};
  const created = recordCreation(program, ["f", "a"], 60);
  recordCreation(program, ["f", "b"], 60);
  const stops = stopping(program, "b");
  await firstPause();
  await elapse(10_000);
  expect(stops()).toBe(false);
  created();
  await elapse(1_000);
  expect(stops()).toBe(true);
});

test("what is created later in the program's first part comes first, too", async () => {
  const program = {};
  const stops = stopping(program, "b");
  recordCreation(program, ["f", "a"], 60);
  await firstPause();
  await elapse(1_000);
  expect(stops()).toBe(false);
});

test("it stops the program in time, whatever becomes of the others", async () => {
  const program = {};
  recordCreation(program, ["f", "a"], 60);
  const stops = stopping(program, "b");
  await firstPause();
  await elapse(61_000);
  expect(stops()).toBe(true);
});

test("two clusters that do not respond do not wait for each other, and nothing waits without the host", async () => {
  const program = {};
  recordCreation(program, ["f", "a"], 60);
  recordCreation(program, ["f", "b"], 60);
  const [a, b] = [stopping(program, "a"), stopping(program, "b")];
  await firstPause();
  await elapse(1_000);
  expect([a(), b()]).toEqual([true, true]);
  recordCreation(program, ["f", "c"], 60);
  const f = stopping(program, "f");
  await firstPause();
  await elapse(1_000);
  expect(f()).toBe(true);
});

test("another program is not waited for", async () => {
  recordCreation({}, ["f", "a"], 60);
  const stops = stopping({}, "b");
  await firstPause();
  await elapse(0);
  expect(stops()).toBe(true);
});
