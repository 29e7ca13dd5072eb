import * as pulumi from "@pulumi/pulumi";
import { inTime, patienceFor } from "./in-time";

const over = { deadline: 0, pauseMilliseconds: 0 };

test("a round that lacks something when time runs out is an error with all of it, and with what to do", async () => {
  await expect(inTime("a leaves: not yet", 60, async () => ["web", "cart"], over)).rejects.toEqual(
    new pulumi.RunError('a leaves: not yet after 60 s: web; cart. Run "pulumi up" again to go on.'),
  );
});

test("a round that fails for another reason fails as it does", async () => {
  const broken = (): Promise<never> => Promise.reject(new TypeError("broken"));
  await expect(inTime("a leaves", 60, broken, over)).rejects.toEqual(new TypeError("broken"));
});

test("rounds end when nothing is missing, within the time that they have", async () => {
  const lacks = [["web"], []];
  const patience = { ...patienceFor(60), pauseMilliseconds: 0 };
  await inTime("a leaves", 60, async () => lacks.shift()!, patience);
  expect(lacks).toEqual([]);
  expect(patience.deadline - Date.now()).toBeGreaterThan(30_000);
});
