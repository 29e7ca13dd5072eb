import { valueAt } from "../../json/json-pointer";
import { overridesAmong } from "./override-policies";
import type { Manifest } from "../../kinds/manifest";
import type { Overriders } from "../../api/karmada";

const container = { name: "web", image: "registry.example.com:5000/shop/web:1.2", args: ["-v", "-q"] };
const web: Manifest = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "shop", labels: { tier: "front" } },
  spec: { replicas: 2, template: { spec: { containers: [container] } } },
};
const ref = { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "shop" };
const DEPLOYMENTS = { apiVersion: "apps/v1", kind: "Deployment" };
const policy = (name: string, spec: object, namespace: string | undefined = "shop"): Manifest => ({
  apiVersion: "policy.karmada.io/v1alpha1",
  kind: namespace === undefined ? "ClusterOverridePolicy" : "OverridePolicy",
  metadata: { name, ...(namespace !== undefined && { namespace }) },
  spec,
});
const replicas = (value: number): Overriders => ({
  plaintext: [{ path: "/spec/replicas", operator: "replace", value }],
});
const rule = (overriders: Overriders, ...clusterNames: string[]) => ({
  ...(clusterNames.length > 0 && { targetCluster: { clusterNames } }),
  overriders,
});
const selecting = (selector: object, overriders: Overriders, ...names: string[]) => ({
  resourceSelectors: [selector],
  overrideRules: [rule(overriders, ...names)],
});

/** The object as a member gets it; a clause where it gets none. */
const on = (member: string, policies: readonly Manifest[], object = web): Manifest | string => {
  const landed = overridesAmong(policies)(object, ref)!.on({ name: member }, object);
  return "problem" in landed ? landed.problem : landed.manifest;
};
const replicasOn = (member: string, ...policies: Manifest[]): number =>
  (on(member, policies) as Manifest & { spec: { replicas: number } }).spec.replicas;
const containerAfter = (overriders: Overriders): unknown =>
  valueAt(on("m1", [policy("p", selecting(DEPLOYMENTS, overriders))]), "/spec/template/spec/containers/0");

describe("the order in which overrides apply", () => {
  const byName = policy("a", selecting({ ...DEPLOYMENTS, name: "web" }, replicas(3)));
  const byLabel = policy(
    "b",
    selecting({ ...DEPLOYMENTS, labelSelector: { matchLabels: { tier: "front" } } }, replicas(4)),
  );
  const byKind = policy("c", selecting(DEPLOYMENTS, replicas(5)));

  test("is by kind, by label, by name: the closest has the last word", () => {
    expect(replicasOn("m1", byName, byLabel, byKind)).toBe(3);
    expect(replicasOn("m1", byLabel, byKind)).toBe(4);
  });

  test("is by the names of the policies where their selectors are as close", () => {
    expect(replicasOn("m1", policy("z", selecting(DEPLOYMENTS, replicas(6))), byKind)).toBe(6);
  });

  test("has those of the cluster before those of the namespace", () => {
    const ofCluster = policy("z", selecting({ ...DEPLOYMENTS, name: "web" }, replicas(9)), undefined!);
    expect(ofCluster.kind).toBe("OverridePolicy");
    const cluster = { ...ofCluster, kind: "ClusterOverridePolicy", metadata: { name: "z" } };
    expect(replicasOn("m1", byKind, cluster)).toBe(5);
    expect(replicasOn("m1", cluster)).toBe(9);
  });

  test("is that of the rules within a policy, for the members that each names", () => {
    const rules = [rule(replicas(7)), rule(replicas(8), "m2")];
    const both = policy("p", { resourceSelectors: [DEPLOYMENTS], overrideRules: rules });
    expect(replicasOn("m1", both)).toBe(7);
    expect(replicasOn("m2", both)).toBe(8);
  });
});

test("a policy without selectors is for every object of its namespace, and one in the older form has one rule", () => {
  expect(replicasOn("m1", policy("p", { overrideRules: [rule(replicas(3))] }))).toBe(3);
  expect(replicasOn("m1", policy("p", { targetCluster: { clusterNames: ["m1"] }, overriders: replicas(4) }))).toBe(4);
});

test("an object that no override selects has none", () => {
  const overrides = overridesAmong([
    policy("elsewhere", selecting(DEPLOYMENTS, replicas(3)), "other"),
    policy("version", selecting({ ...DEPLOYMENTS, apiVersion: "apps/v1beta1" }, replicas(3))),
    policy("name", selecting({ ...DEPLOYMENTS, name: "api" }, replicas(3))),
  ]);
  expect(overrides(web, ref)).toBeUndefined();
});

describe("what overriders change", () => {
  const DIGEST = `sha256:${"0a".repeat(32)}`;
  test.each<[Overriders["imageOverrider"], string]>([
    [[{ component: "Registry", operator: "replace", value: "mirror.example.com" }], "mirror.example.com/shop/web:1.2"],
    [[{ component: "Registry", operator: "remove" }], "shop/web:1.2"],
    [[{ component: "Registry", operator: "add", value: "0" }], "registry.example.com:50000/shop/web:1.2"],
    [[{ component: "Repository", operator: "replace", value: "x" }], "registry.example.com:5000/x:1.2"],
    [[{ component: "Tag", operator: "add", value: "-a" }], "registry.example.com:5000/shop/web:1.2-a"],
    [[{ component: "Tag", operator: "remove" }], "registry.example.com:5000/shop/web"],
    [[{ component: "Tag", operator: "replace", value: DIGEST }], `registry.example.com:5000/shop/web@${DIGEST}`],
    [[{ component: "Tag", operator: "replace", value: "no tag" }], "registry.example.com:5000/shop/web:1.2"],
  ])("%j makes the image %s", (imageOverrider, image) => {
    expect(containerAfter({ imageOverrider })).toMatchObject({ image });
  });

  test("an image with a tag and a digest loses the digest, as in Karmada", () => {
    const path = "/spec/template/spec/containers/0/image";
    const pinned = [{ path, operator: "replace" as const, value: `web:1@${DIGEST}` }];
    const mirrored = [{ component: "Registry" as const, operator: "replace" as const, value: "mirror.example.com" }];
    const rules = [rule({ plaintext: pinned }), rule({ imageOverrider: mirrored })];
    const landed = on("m1", [policy("p", { resourceSelectors: [DEPLOYMENTS], overrideRules: rules })]);
    expect(JSON.stringify(landed)).toContain('"mirror.example.com/web:1"');
  });

  test("words of commands and arguments are added and left out", () => {
    expect(
      containerAfter({
        commandOverrider: [{ containerName: "web", operator: "add", value: ["serve"] }],
        argsOverrider: [
          { containerName: "web", operator: "remove", value: ["-q"] },
          { containerName: "web", operator: "add", value: ["-x"] },
          { containerName: "other", operator: "add", value: ["-y"] },
        ],
      }),
    ).toMatchObject({ command: ["serve"], args: ["-v", "-x"] });
  });

  test("labels and annotations are added, replaced where they are, and removed where they are", () => {
    const landed = on("m1", [
      policy(
        "p",
        selecting(DEPLOYMENTS, {
          labelsOverrider: [
            { operator: "replace", value: { tier: "back", missing: "x" } },
            { operator: "remove", value: { missing: "x" } },
          ],
          annotationsOverrider: [{ operator: "add", value: { "example.com/a": "b" } }],
        }),
      ),
    ]);
    expect(landed).toMatchObject({ metadata: { annotations: { "example.com/a": "b" } } });
    expect((landed as Manifest).metadata["labels"]).toEqual({ tier: "back" });
  });

  test("fields inside YAML and JSON that another field holds as text", () => {
    const settings = { ...web, data: { "a.yaml": "log: {level: info}\nyes: no\n", "a.json": '{"x":[1]}' } };
    const fieldOverrider = [
      { fieldPath: "/data/a.yaml", yaml: [{ subPath: "/log/level", operator: "replace" as const, value: "debug" }] },
      { fieldPath: "/data/a.json", json: [{ subPath: "/x/-", operator: "add" as const, value: 2 }] },
    ];
    const landed = on("m1", [policy("p", selecting(DEPLOYMENTS, { fieldOverrider }))], settings);
    expect(landed).toMatchObject({
      data: { "a.yaml": expect.stringContaining("level: debug"), "a.json": '{"x":[1,2]}' },
    });
  });
});

describe("what cannot be applied is reported with the policy", () => {
  const problem = (overriders: Overriders) => on("m1", [policy("p", selecting(DEPLOYMENTS, overriders))]);
  test.each<[Overriders, string]>([
    [
      { plaintext: [{ path: "/spec/paused", operator: "replace", value: true }] },
      '"/spec/paused" is not in the object',
    ],
    [{ fieldOverrider: [{ fieldPath: "/spec", yaml: [] }] }, '"/spec" is not text'],
    [{ fieldOverrider: [{ fieldPath: "/metadata/name", json: [] }] }, '"/metadata/name" is not JSON'],
    [
      { imageOverrider: [{ component: "Registry", operator: "replace", value: "a.b", predicate: { path: "/image" } }] },
      '"/image" is not an image',
    ],
  ])("%j", (overriders, clause) => {
    expect(problem(overriders)).toBe(`OverridePolicy p cannot be applied: ${clause}`);
  });
});
