import * as pulumi from "@pulumi/pulumi";
import type { ApiReader } from "../dns/api-reader";
import { hostSite } from "../host/site.test-support";
import type { MemberEndpoint } from "../clusters/reach";
import { known } from "../recorded.test-support";
import { record } from "../testing";
import { tokenReader } from "./token-reader";

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: Readonly<Record<string, unknown>> }];
}

async function readerOf(endpoint: MemberEndpoint): Promise<{ reader: ApiReader; cluster: Record<string, unknown> }> {
  let reader: ApiReader | undefined;
  let kubeconfig = "";
  await record(async () => {
    reader = tokenReader(hostSite().in("karmada-system"), pulumi.output(endpoint), endpoint.apiEndpoint);
    kubeconfig = await known(reader.kubeconfig);
  });
  return { reader: reader!, cluster: (JSON.parse(kubeconfig) as Kubeconfig).clusters[0].cluster };
}

test.each<[MemberEndpoint, object]>([
  [
    { apiEndpoint: "https://karmada:5443", certificateAuthority: "authority" },
    { "certificate-authority-data": expect.any(String) as string },
  ],
  [{ apiEndpoint: "https://karmada:5443", insecureSkipTLSVerification: true }, { "insecure-skip-tls-verify": true }],
  [
    { apiEndpoint: "https://karmada:5443", proxyURL: "http://proxy:3128" },
    { "proxy-url": "http://proxy:3128", "certificate-authority-data": expect.any(String) as string },
  ],
])("its kubeconfig goes the way to the server: %j", async (endpoint, expected) => {
  expect((await readerOf(endpoint)).cluster).toEqual({ server: "https://karmada:5443", ...expected });
});

test.each([
  ["https://karmada.example.org:32443", [32443, 5443, 443, 6443]],
  ["https://karmada.example.org", [443, 5443, 6443]],
  ["https://10.0.0.1:5443", [5443, 443, 6443]],
])("connections to %s may open its port, and those of servers behind a Service", async (apiEndpoint, ports) => {
  const { reader } = await readerOf({ apiEndpoint });
  expect(reader.connections).toEqual({ to: "anyone", ports: ports.map((port) => ({ port })) });
});

test("its pods start again with another token or another way, which says nothing of the token", async () => {
  const { reader } = await readerOf({ apiEndpoint: "https://karmada:5443" });
  expect(await pulumi.isSecret(pulumi.output(reader.restartOn))).toBe(false);
  expect(await pulumi.isSecret(reader.kubeconfig)).toBe(true);
});

test("its account and its role are those of one program", async () => {
  const { reader } = await readerOf({ apiEndpoint: "https://karmada:5443" });
  expect([reader.role, reader.subject]).toEqual([
    "fedstack:dns:federation",
    { kind: "ServiceAccount", name: "fedstack-federation-dns", namespace: "karmada-system" },
  ]);
});
