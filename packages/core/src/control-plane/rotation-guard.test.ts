import { guardAnnotation } from "../kube/annotation-guard";
import { stepRefusal } from "../pki/rotation";
import { keepAuthorities, stepAnnotations } from "./rotation-guard";

jest.mock("../kube/annotation-guard");

test("the namespace of a control plane says at which step the rotation of its authorities is", () => {
  const [first, second] = [stepAnnotations({}), stepAnnotations({ authority: 2, rotation: "trust" })];
  expect(Object.keys(first)).toEqual(["fedstack.dev/authority"]);
  expect(first).not.toEqual(second);
});

test("a step that cannot follow is refused by the annotation that says so", () => {
  keepAuthorities("federation");
  const [annotation] = Object.keys(stepAnnotations({}));
  expect(guardAnnotation).toHaveBeenCalledWith("federation-keeps-authorities", annotation, stepRefusal);
});
