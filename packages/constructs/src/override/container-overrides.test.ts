import { App, Chart } from "cdk8s";
import { FederatedDeployment } from "../workloads/federated-deployment";
import type { Override } from "./override";
import { valueAt } from "../json/json-pointer";
import type { Manifest } from "../kinds/manifest";
import { overridesAmong } from "../plan/overrides/override-policies";
import { placement, web, rulesOf, on } from "./override.test-support";

test("a digest replaces a tag, with or without @", () => {
  const tag = `sha256:${"0a".repeat(32)}`;
  const image = (t: string) => rulesOf(web([on({ image: { tag: t } })]))[0].overriders.imageOverrider;
  expect(image(`@${tag}`)).toEqual([{ component: "Tag", operator: "replace", value: tag }]);
  expect(image(tag)).toEqual(image(`@${tag}`));
});

describe("an image that is pinned by digest", () => {
  const DIGEST = `sha256:${"0a".repeat(32)}`;
  const landed = (member: string, ...overrides: Override[]): string => {
    const chart = new Chart(new App(), "edge");
    const image = `registry.example.com/edge/c:v1.5.2@${DIGEST}`;
    new FederatedDeployment(chart, "c", { image, placement, overrides });
    const manifests: Manifest[] = chart.toJson();
    const deployment = manifests.find(({ kind }) => kind === "Deployment")!;
    const ref = { apiVersion: "apps/v1", kind: "Deployment", name: "c", namespace: "default" };
    const result = overridesAmong(manifests)(deployment, ref)!.on({ name: member }, deployment);
    return valueAt("manifest" in result && result.manifest, "/spec/template/spec/containers/0/image") as string;
  };
  const mirror = on({ image: { registry: "mirror.example.com" } });

  test("keeps its digest where registry or repository change", () => {
    expect(landed("f-b-cluster", mirror)).toBe(`mirror.example.com/edge/c@${DIGEST}`);
    expect(landed("f-b-cluster", on({ image: { repository: "x/c" }, container: "c" }))).toBe(
      `registry.example.com/x/c@${DIGEST}`,
    );
    expect(landed("f-a-cluster", mirror)).toBe(`registry.example.com/edge/c:v1.5.2@${DIGEST}`);
  });

  test("has the tag of an override that changes the tag, in whatever order they are", () => {
    const tag = on({ image: { tag: "v2" } });
    expect(landed("f-b-cluster", mirror, tag)).toBe("mirror.example.com/edge/c:v2");
    expect(landed("f-b-cluster", tag, mirror)).toBe("mirror.example.com/edge/c:v2");
    expect(landed("f-b-cluster", tag)).toBe("registry.example.com/edge/c:v2");
  });
});
