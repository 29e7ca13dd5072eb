/** Times what happens to a workload on the lab's members, and watches it meanwhile. */
import { eventually, readyOn, Witness } from "./live.mjs";

/** Of which nginx runs in every program that is measured. */
const WORKLOAD = "nginx";

/** The replicas of nginx before each of these steps; `back` doubles them, which brings replicas to the member again. */
export const REPLICAS = { cordon: 4, drain: 4, back: 4, leave: 8 };

/** @returns the seconds that a step takes, and the fewest replicas of nginx that were ready during it */
export async function witnessed(step) {
  let seconds;
  const witness = await Witness.during(async () => {
    const start = performance.now();
    await step();
    seconds = (performance.now() - start) / 1000;
  });
  return { seconds, fewest: witness.fewest(WORKLOAD) };
}

/** Waits until the members have so many ready replicas of nginx. Undefined: nothing of it is there. */
export async function untilReady(wanted) {
  const ready = async () => {
    const [a, b] = await Promise.all(["a", "b"].map(readyOn));
    return { a: a[WORKLOAD], b: b[WORKLOAD] };
  };
  await eventually(`nginx is ${JSON.stringify(wanted)}`, 60, ready, ({ a, b }) => a === wanted.a && b === wanted.b);
}
