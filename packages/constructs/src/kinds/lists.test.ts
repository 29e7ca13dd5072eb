import { itemsOf } from "./lists";

test("the items of a list stay as they are", () => {
  expect(itemsOf({ apiVersion: "v1", kind: "List", items: [{ kind: "Pod" }, null] })).toEqual([{ kind: "Pod" }, null]);
});

test("items of a typed list get its version and kind, unless they have their own", () => {
  const items = [{ metadata: {} }, { apiVersion: "apps/v1beta1", kind: "Other" }, "text", null];
  expect(itemsOf({ apiVersion: "apps/v1", kind: "DeploymentList", items })).toEqual([
    { apiVersion: "apps/v1", kind: "Deployment", metadata: {} },
    { apiVersion: "apps/v1beta1", kind: "Other" },
    "text",
    null,
  ]);
});

test.each([undefined, null, "List", {}, { kind: "List" }, { kind: "Pod", items: [] }, { kind: "List", items: {} }])(
  "%j is not a list",
  (value) => {
    expect(itemsOf(value)).toBeUndefined();
  },
);
