import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../recorded.test-support";
import { isSecret, record, type RecordedResource } from "../testing";
import { checksumAnnotation, type DeploymentSpec, runDeployment } from "./deployment";
import { hostSite } from "./site.test-support";

interface Deployment {
  readonly spec: {
    readonly replicas: number;
    readonly strategy?: object;
    readonly selector: object;
    readonly template: {
      readonly metadata: { readonly labels: object; readonly annotations?: Record<string, string> };
      readonly spec: { readonly topologySpreadConstraints?: readonly object[] };
    };
  };
}

const CHECKSUM = "fedstack.dev/checksum";
const labels = { "app.kubernetes.io/name": "web" };
const health = { port: 8443, scheme: "HTTPS", ready: "/readyz", alive: "/livez" } as const;
const spec: DeploymentSpec = { labels, replicas: 2, pod: { name: "web", image: "webhook", health } };

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => {
    const site = hostSite().in("system");
    runDeployment(site, "plain", spec);
    runDeployment(site, "single", { ...spec, replicas: 1, oneAtATime: true, restartOn: ["a", pulumi.secret("b")] });
    runDeployment(site, "renewed", { ...spec, restartOn: ["a", "c"] });
  });
});
const deployment = (name: string): Deployment => inputsOf(resources, ":Deployment", `federation-${name}`);
const checksum = (name: string): string | undefined => deployment(name).spec.template.metadata.annotations?.[CHECKSUM];

test("a Deployment finds its pods by the labels that they have", () => {
  expect(deployment("plain").spec).toMatchObject({
    replicas: 2,
    selector: { matchLabels: labels },
    template: { metadata: { labels } },
  });
});

test("pods follow each other, or one waits until the other has ended", () => {
  expect(deployment("plain").spec.strategy).toBeUndefined();
  expect(deployment("single").spec.strategy).toEqual({ type: "Recreate" });
});

test("several pods are spread over nodes and zones, and evicted one at a time", () => {
  const spread = { maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector: { matchLabels: labels } };
  expect(deployment("plain").spec.template.spec.topologySpreadConstraints).toEqual([
    { ...spread, topologyKey: "kubernetes.io/hostname", matchLabelKeys: ["pod-template-hash"] },
    { ...spread, topologyKey: "topology.kubernetes.io/zone", matchLabelKeys: ["pod-template-hash"] },
  ]);
  expect(inputsOf(resources, ":PodDisruptionBudget", "federation-plain")["spec"]).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: labels },
    unhealthyPodEvictionPolicy: "AlwaysAllow",
  });
});

test("a single pod may always be evicted, and runs on any node", () => {
  expect(deployment("single").spec.template.spec).not.toHaveProperty("topologySpreadConstraints");
  const budgets = resources.filter(({ type }) => type.endsWith(":PodDisruptionBudget"));
  expect(budgets.map(({ name }) => name)).not.toContain("federation-single");
});

test("pods are replaced when a file changes that they read at their start", () => {
  expect(checksum("plain")).toBeUndefined();
  expect(checksum("single")).toMatch(/^[0-9a-f]{64}$/);
  expect(checksum("renewed")).not.toBe(checksum("single"));
});

test("a checksum tells apart where one file ends and the next begins, and is not secret", async () => {
  const digests: unknown[] = [];
  await record(async () => {
    for (const contents of [
      ["ab", "c"],
      ["a", "bc"],
      [pulumi.secret("ab"), "c"],
    ]) {
      const digest = checksumAnnotation(contents)[CHECKSUM]!;
      expect(await pulumi.isSecret(digest)).toBe(false);
      digest.apply((text) => digests.push(text));
    }
  });
  expect(new Set(digests).size).toBe(2);
  expect(isSecret(digests[0])).toBe(false);
});
