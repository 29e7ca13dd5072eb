import { Construct } from "constructs";
import { Placement } from "../placement/placement";
import { defaultsFor, setDefaults, skippedBy } from "./defaults";

const root = new Construct(undefined as never, "");
const outer = new Construct(root, "outer");
const inner = new Construct(outer, "inner");
const leaf = new Construct(inner, "leaf");
const [one, two] = [Placement.evenly(), Placement.evenly()];
setDefaults(outer, { placement: one, skippedNamespaces: ["legacy"] });
setDefaults(inner, { placement: two, skippedNamespaces: undefined });

test("each default comes from the nearest scope that sets it", () => {
  expect(defaultsFor(leaf)).toEqual({ placement: two, skippedNamespaces: ["legacy"] });
  expect(defaultsFor(outer).placement).toBe(one);
  expect(defaultsFor(root)).toEqual({});
});

test("what a chart does not say of skipped namespaces and APIs is Karmada's default", () => {
  expect(skippedBy(leaf)).toEqual({ skippedNamespaces: ["legacy"], skippedApis: [] });
  expect(skippedBy(root)).toEqual({ skippedNamespaces: ["kube-.*"], skippedApis: [] });
});
