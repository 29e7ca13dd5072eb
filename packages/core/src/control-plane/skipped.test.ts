import { tell } from "@fedstack/constructs/faults";
import type { ControlPlaneArgs } from "./control-plane-args";
import { skippedBy, skippedFaults } from "./skipped";

const flag = (name: string, value: string): ControlPlaneArgs => ({
  controllerManager: { extraArgs: { [`skipped-propagating-${name}`]: value } },
});

test("the flag for namespaces has patterns with commas between them, or none", () => {
  expect(skippedBy(flag("namespaces", "kube-.*,legacy"))).toEqual({ skippedNamespaces: ["kube-.*", "legacy"] });
  expect(skippedBy(flag("namespaces", ""))).toEqual({ skippedNamespaces: [] });
});

test("the flag for APIs has groups, versions and kinds with semicolons between them, or none", () => {
  const skippedApis = ["example.com", "v1/Secret,ConfigMap"];
  expect(skippedBy(flag("apis", skippedApis.join(";")))).toEqual({ skippedApis });
  expect(skippedBy(flag("apis", ""))).toEqual({ skippedApis: [] });
});

test("without the flags, Karmada's defaults apply", () => {
  expect(skippedBy({})).toEqual({});
  expect(skippedBy({ controllerManager: { extraArgs: { v: "4" } } })).toEqual({});
});

test("a pattern or an API that cannot be read is a fault", () => {
  expect(skippedFaults(flag("namespaces", "kube-.*,legacy"))).toEqual([]);
  expect(skippedFaults(flag("apis", "example.com/v1/Shop,Cart"))).toEqual([]);
  expect(skippedFaults({})).toEqual([]);
  expect(skippedFaults(flag("namespaces", 'kube-.*,a(,"b"')).map(tell)).toEqual(
    ["a(", '\\"b\\"'].map(
      (pattern) =>
        `controllerManager.extraArgs.skipped-propagating-namespaces: "${pattern}" is not a regular expression; ` +
        'use patterns with commas between them, such as "kube-.*,legacy-.*"',
    ),
  );
  expect(skippedFaults(flag("apis", "a/v1/B/c;v1/Pod")).map(tell)).toEqual([
    'controllerManager.extraArgs.skipped-propagating-apis: "a/v1/B/c" is not a group, a version or kinds; ' +
      'use APIs with semicolons between them, such as "example.com;v1/Secret,ConfigMap"',
  ]);
});
