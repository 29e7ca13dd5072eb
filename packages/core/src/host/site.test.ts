import * as k8s from "@pulumi/kubernetes";
import { one } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import { createNamespace } from "./namespaces";
import type { Site } from "./site";
import { hostSite } from "./site.test-support";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const NAMESPACE = "kubernetes:core/v1:Namespace";

const make = (site: Site, role: string): k8s.core.v1.ConfigMap =>
  new k8s.core.v1.ConfigMap(site.nameOf(role), { metadata: site.metadata(role) }, site.options());

let resources: RecordedResource[];
beforeAll(async () => {
  resources = await record(() => {
    const host = hostSite();
    const namespace = createNamespace(host, "namespace", "federation-system", { labels: { profile: "restricted" } });
    const inside = host.in("federation-system", namespace);
    make(inside.after(make(inside, "first")), "second");
    make(inside.clusterWide, "everywhere");
    const member = host.named("a").on({ provider: new k8s.Provider("a", {}) });
    make(member.within(30), "there");
  });
});

test("what is made in a namespace comes after it, goes with it, and is labeled for the federation", () => {
  const first = one(resources, CONFIG_MAP, "federation-first");
  expect(first).toMatchObject({
    provider: "host",
    parent: "federation",
    dependsOn: ["federation-namespace"],
    deletedWith: "federation-namespace",
    timeouts: { create: "600s", update: "600s" },
    inputs: {
      metadata: {
        name: "first",
        namespace: "federation-system",
        labels: { "app.kubernetes.io/managed-by": "fedstack", "app.kubernetes.io/part-of": "federation" },
      },
    },
  });
});

test("a site leaves the one that it was made from as it was", () => {
  expect(one(resources, CONFIG_MAP, "federation-second").dependsOn).toEqual([
    "federation-namespace",
    "federation-first",
  ]);
  expect(one(resources, CONFIG_MAP, "federation-first").dependsOn).toEqual(["federation-namespace"]);
});

test("a namespace is made by the provider of all else, and what is cluster-wide comes after it but is in none", () => {
  expect(one(resources, NAMESPACE, "federation-namespace")).toMatchObject({
    provider: "host",
    inputs: { metadata: { labels: { profile: "restricted", "app.kubernetes.io/part-of": "federation" } } },
  });
  const everywhere = one(resources, CONFIG_MAP, "federation-everywhere");
  expect(everywhere).toMatchObject({ dependsOn: ["federation-namespace"], deletedWith: undefined });
  expect(everywhere.inputs["metadata"]).not.toHaveProperty("namespace");
});

test("what others change is set back where everything is the federation's, and is a conflict elsewhere", async () => {
  await record(() => {
    const host = hostSite();
    const namespace = createNamespace(host, "namespace", "federation-system", {});
    const inside = host.in("federation-system", namespace);
    const isForced = (site: Site): boolean =>
      "pulumi.com/patchForce" in plain<{ annotations: object }>(site.metadata("some")).annotations;
    const [provider, ofOthers] = [new k8s.Provider("own", {}), new k8s.Provider("others", {})];
    expect([inside.named("part").after(namespace), host.on({ provider, isOwn: true })].map(isForced)).toEqual([
      true,
      true,
    ]);
    expect([host, host.in("shop"), inside.clusterWide, inside.on({ provider: ofOthers })].map(isForced)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

test("another cluster has its own provider, names and times", () => {
  expect(one(resources, CONFIG_MAP, "federation-a-there")).toMatchObject({
    provider: "a",
    timeouts: { create: "30s", update: "30s", delete: "30s" },
  });
});

test("options of the host's pods do not count in another cluster", async () => {
  await record(() => {
    const host = hostSite({ pods: { nodeSelector: { pool: "system" } } });
    expect(host.in("system").pods).toEqual({ nodeSelector: { pool: "system" } });
    expect(host.on({ provider: new k8s.Provider("a", {}) }).pods).toEqual({});
  });
});

test("a digest pins an image, in a mirror too, unless an override says where the image comes from", async () => {
  await record(() => {
    const digest = `sha256:${"0a".repeat(32)}`;
    const digests = { coreDns: digest, webhook: digest };
    const site = hostSite({ images: { registry: "mirror.example.com", digests, overrides: { webhook: "webhook:1" } } });
    expect(site.image("coreDns")).toBe(`mirror.example.com/coredns/coredns:1.15.0@${digest}`);
    expect(site.image("webhook")).toBe("webhook:1");
    expect(site.image("scheduler")).not.toContain("@");
  });
});

test("images come from a mirror, or from where an override says", async () => {
  await record(() => {
    const site = hostSite({ images: { registry: "mirror.example.com", overrides: { webhook: "other/webhook:1" } } });
    expect(site.image("coreDns")).toBe("mirror.example.com/coredns/coredns:1.15.0");
    expect(site.image("webhook")).toBe("other/webhook:1");
  });
});

test("Services have names in their namespace, and none outside of one", async () => {
  await record(() => {
    const site = hostSite({ clusterDomain: "corp.example" });
    expect(site.in("dns").serviceNames("etcd")).toEqual([
      "etcd",
      "etcd.dns",
      "etcd.dns.svc",
      "etcd.dns.svc.corp.example",
    ]);
    expect(() => site.hostOf("etcd")).toThrow("this site is not in a namespace");
  });
});
