import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import { CANDIDATE } from "../karmada/offered.test-support";
import type { Manifest } from "./manifests";
import { oldModeFaults } from "./old-modes";

const policy = (failover: unknown, kind = "PropagationPolicy"): Manifest =>
  ({
    apiVersion: "policy.karmada.io/v1alpha1",
    kind,
    metadata: { name: "web", namespace: "shop" },
    spec: { failover },
  }) as Manifest;
const old = (purgeMode: unknown): unknown => ({ application: { purgeMode } });

test("a policy with a purge mode that the release no longer knows is refused with the new name", () => {
  const objects = [policy(old("Immediately")), policy(old("Graciously"), "ClusterPropagationPolicy")];
  expect(oldModeFaults('deploy("web")', objects, RELEASE)).toEqual([]);
  expect(oldModeFaults('deploy("web")', objects, CANDIDATE).map(tell)).toEqual([
    expect.stringMatching(
      /^deploy\("web"\): PropagationPolicy shop\/web has the purge mode "Immediately", which Karmada 1\.19 does not know; use "Directly"$/,
    ),
    expect.stringMatching(/use "Gracefully"$/),
  ]);
});

test("other modes, other kinds and values of other types pass", () => {
  const objects = [
    ...["Directly", "constructor", 1, null].map((mode) => policy(old(mode))),
    ...[
      policy(null),
      policy("x"),
      policy(old("Immediately"), "OverridePolicy"),
      { ...policy({}), spec: null } as Manifest,
    ],
  ];
  expect(oldModeFaults('deploy("web")', objects, CANDIDATE)).toEqual([]);
});
