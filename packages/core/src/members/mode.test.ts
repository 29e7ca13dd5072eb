import { modeRefusal } from "./mode";

test("a member keeps its mode", () => {
  expect(modeRefusal("a", { syncMode: "Pull" }, { syncMode: "Pull" })).toBeUndefined();
  expect(modeRefusal("a", { syncMode: "Push" }, { syncMode: "Pull" })).toBe(
    'join("a").mode: cannot change from "push" to "pull" while the cluster is a member; ' +
      'set mode to "push", or let the member leave in one up and join again in the next',
  );
});

test.each([
  [undefined, { syncMode: "Pull" }],
  [{ syncMode: "Push" }, undefined],
  [{}, { syncMode: 1 }],
])("nothing is refused from %j to %j, whose modes are not known", (running, wanted) => {
  expect(modeRefusal("a", running, wanted)).toBeUndefined();
});
