import { Construct } from "constructs";
import { findingsOf, findLater, warn } from "./findings";

const root = new Construct(undefined as never, "");
const [web, api] = [new Construct(root, "web"), new Construct(root, "api")];
const part = new Construct(web, "part");
warn(part, { path: "port", problem: "is odd" });
warn(api, { path: "image", problem: "is old", remedy: "use a newer one" });
api.node.addMetadata("other", "no warning");

test("warnings about a construct are those about everything under it, with the paths of both", () => {
  expect(findingsOf(web)).toEqual([
    { severity: "warning", path: expect.stringMatching(/^web\/part.*port$/), problem: "is odd" },
  ]);
  expect(findingsOf(root)).toHaveLength(2);
  expect(findingsOf(api)[0]).toMatchObject({ problem: "is old", remedy: "use a newer one" });
});

test("what is found later is looked for each time that somebody asks", () => {
  let asked = 0;
  findLater(web, () => [{ severity: "error", path: "plan", problem: `was asked ${++asked} times` }]);
  expect(asked).toBe(0);
  findingsOf(web);
  expect(findingsOf(web)).toContainEqual({ severity: "error", path: "plan", problem: "was asked 2 times" });
});
