import { deferred } from "./deferred";

test("a promise is settled from elsewhere", async () => {
  const { promise, resolve } = deferred();
  resolve();
  expect(await promise).toBeUndefined();
});

test("an error rejects the promise, is thrown on, and has no stack to be printed", async () => {
  const { promise, reject } = deferred();
  const error = new Error("no");
  expect(() => reject(error)).toThrow(error);
  await expect(promise).rejects.toBe(error);
  expect(error.stack).toBe("");
});
