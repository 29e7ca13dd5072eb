import { Construct } from "constructs";
import { Placement } from "../placement/placement";
import { defaultsFor, setDefaults, skippedBy } from "./defaults";

const root = new Construct(undefined as never, "");
const outer = new Construct(root, "outer");
const inner = new Construct(outer, "inner");
const leaf = new Construct(inner, "leaf");
const [one, two] = [Placement.evenly(), Placement.evenly()];
setDefaults(outer, { placement: one, skippedNamespaces: ["kube-.*"] });
setDefaults(inner, { placement: two, skippedNamespaces: undefined });

test("each default comes from the nearest scope that sets it", () => {
  expect(defaultsFor(leaf)).toEqual({ placement: two, skippedNamespaces: ["kube-.*"] });
  expect(defaultsFor(outer).placement).toBe(one);
  expect(defaultsFor(root)).toEqual({});
});

test("a plan has the option only if somebody sets it", () => {
  expect(skippedBy(leaf)).toEqual({ skippedNamespaces: ["kube-.*"] });
  expect(skippedBy(root)).toEqual({});
});
