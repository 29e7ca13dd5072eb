import * as pulumi from "@pulumi/pulumi";
import { record } from "../testing";
import type { Fault } from "../validation/errors";
import { holdWrites, writesAllowed } from "./write-gate";

const TAKEN: Fault = { path: 'join("a")', problem: "belongs to another federation" };
const OTHER: Fault = { path: 'join("b")', problem: "is not the cluster that it was" };
/** Faults that are known a little later. */
const faults = (...all: Fault[]): pulumi.Output<readonly Fault[]> =>
  pulumi.output(new Promise<Fault[]>((resolve) => setTimeout(() => resolve(all), 5)));

/** A program that writes to a cluster with faults of its own, and does something before or after it asks to. */
const writing = (own: readonly Fault[], before: () => void = () => {}, after: () => void = () => {}) =>
  record(() => {
    before();
    const allowed = writesAllowed([faults(...own)]);
    new pulumi.ComponentResource("test:index:Written", "written", {}, { dependsOn: allowed });
    after();
  });

test("a cluster without faults is written to, if no check of the program has any", async () => {
  const written = await writing([], () => holdWrites(faults()));
  expect(written.map(({ name }) => name)).toContain("written");
});

test("faults of a cluster keep it from being written to", async () => {
  await expect(writing([TAKEN])).rejects.toThrow(`${TAKEN.path}: ${TAKEN.problem}`);
});

test("faults of a check keep every cluster from being written to, whether it came before or after", async () => {
  await expect(writing([], () => holdWrites(faults(OTHER)))).rejects.toThrow(OTHER.problem);
  await expect(writing([], undefined, () => holdWrites(faults(OTHER)))).rejects.toThrow(OTHER.problem);
});

test("a check may come after the program has gone on for a moment", async () => {
  const later = (): void => void Promise.resolve().then(() => holdWrites(faults(OTHER)));
  await expect(writing([], undefined, later)).rejects.toThrow(OTHER.problem);
});

test("a check of the cluster that the program adds a little later counts, too", async () => {
  const own = [faults()];
  const late = record(() => {
    const allowed = writesAllowed(own);
    new pulumi.ComponentResource("test:index:Written", "written", {}, { dependsOn: allowed });
    own.push(faults(OTHER));
  });
  await expect(late).rejects.toThrow(OTHER.problem);
});

test("all faults are one error, each once, and without a stack", async () => {
  const failure: unknown = await writing([TAKEN], () => {
    holdWrites(faults(OTHER));
    holdWrites(faults(TAKEN, OTHER));
  }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ faults: [OTHER, TAKEN], stack: "" });
});

test("what one program has found does not hold the next", async () => {
  await expect(writing([], () => holdWrites(faults(OTHER)))).rejects.toThrow();
  expect((await writing([])).map(({ name }) => name)).toContain("written");
});

test("other dependencies are not in one Output with it, through which Pulumi would look for unknown values", async () => {
  let merged: unknown;
  await record(() => {
    const before = new pulumi.ComponentResource("test:index:Before", "before");
    merged = pulumi.mergeOptions({ dependsOn: [before] }, { dependsOn: writesAllowed([]) }).dependsOn;
  });
  expect(merged).toEqual([expect.any(pulumi.ComponentResource), expect.objectContaining({ __pulumiOutput: true })]);
});
