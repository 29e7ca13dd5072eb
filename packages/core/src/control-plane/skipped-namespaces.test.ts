import { tell } from "@fedstack/constructs/faults";
import type { ControlPlaneArgs } from "./control-plane";
import { skippedNamespacesFaults, skippedNamespacesOf } from "./skipped-namespaces";

const flag = (value: string): ControlPlaneArgs => ({
  controllerManager: { extraArgs: { "skipped-propagating-namespaces": value } },
});

test("the flag has patterns with commas between them, or none", () => {
  expect(skippedNamespacesOf(flag("kube-.*,legacy"))).toEqual(["kube-.*", "legacy"]);
  expect(skippedNamespacesOf(flag(""))).toEqual([]);
});

test("without the flag, Karmada's default applies", () => {
  expect(skippedNamespacesOf({})).toBeUndefined();
  expect(skippedNamespacesOf({ controllerManager: { extraArgs: { v: "4" } } })).toBeUndefined();
});

test("a pattern that cannot be read is a fault", () => {
  expect(skippedNamespacesFaults(flag("kube-.*,legacy"))).toEqual([]);
  expect(skippedNamespacesFaults({})).toEqual([]);
  expect(skippedNamespacesFaults(flag('kube-.*,a(,"b"')).map(tell)).toEqual(
    ["a(", '\\"b\\"'].map(
      (pattern) =>
        `controllerManager.extraArgs.skipped-propagating-namespaces: "${pattern}" is not a regular expression; ` +
        'use patterns with commas between them, such as "kube-.*,legacy-.*"',
    ),
  );
});
