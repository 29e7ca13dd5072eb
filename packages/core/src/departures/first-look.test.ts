import type { Ask } from "../kubeconfig/ask";
import { FirstLook } from "./first-look";

const answers = (...statuses: readonly number[]): { ask: Ask; asked: () => number } => {
  let asked = 0;
  const ask: Ask = async () => {
    const body = { items: [{ metadata: { name: `cluster-${asked}` } }] };
    return { status: statuses[asked++]!, body, message: "no endpoints" };
  };
  return { ask, asked: () => asked };
};

test("everyone who asks, at once or later, gets the answer to one question", async () => {
  const { ask, asked } = answers(200, 200, 200);
  const look = new FirstLook();
  const [first, second] = await Promise.all([look.clusters(ask), look.clusters(ask)]);
  expect([second, await look.clusters(ask)]).toEqual([first, first]);
  expect(asked()).toBe(1);
});

test("what is not answered is asked again", async () => {
  const { ask, asked } = answers(503, 200);
  const look = new FirstLook();
  await expect(look.clusters(ask)).rejects.toThrow("no endpoints");
  expect(await look.clusters(ask)).toMatchObject([{ metadata: { name: "cluster-1" } }]);
  expect(asked()).toBe(2);
});
