import * as pulumi from "@pulumi/pulumi";
import { inputsOf, one } from "../recorded.test-support";
import { isSecret, plain, type RecordedResource } from "../testing";
import { containerOf, DEPLOYMENT, NETWORK_POLICY, recordDns, recordNewDns, type Workload } from "./dns.test-support";
import type { ProviderDnsArgs } from "./provider-args";

const args: ProviderDnsArgs = {
  provider: {
    name: "aws",
    extraArgs: {
      "aws-zone-type": "public",
      "zone-id-filter": ["Z1", "Z2"],
      "aws-prefer-cname": "true",
      "aws-evaluate-target-health": "false",
    },
    credentials: {
      env: { AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "hidden" },
      files: { config: pulumi.output("hidden too") },
    },
    serviceAccountAnnotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/dns" },
    pods: { env: [{ name: "AWS_REGION", value: "eu-west-1" }] },
  },
};
let resources: RecordedResource[];
let addresses: readonly string[];
let stubDomain: string;
beforeAll(async () => {
  resources = await recordNewDns(args, {
    inspect: (dns) => {
      dns.nameServers.apply((all) => (addresses = all));
      try {
        void dns.stubDomain;
      } catch (error) {
        stubDomain = (error as Error).message;
      }
    },
  });
});
const container = () => containerOf(inputsOf<Workload>(resources, DEPLOYMENT, "federation-external-dns"));

test("one external-dns writes the names of all members, with a registry that says whose they are", () => {
  const { args: flags } = container();
  expect(flags).toEqual(
    expect.arrayContaining([
      "--provider=aws",
      "--registry=txt",
      "--txt-owner-id=federation/kairen.com/11111111",
      "--domain-filter=kairen.com",
      "--policy=sync",
      "--aws-zone-type=public",
      "--zone-id-filter=Z1",
      "--zone-id-filter=Z2",
      "--interval=60s",
      "--min-ttl=60s",
    ]),
  );
  const template = flags.find((flag) => flag.startsWith("--fqdn-target-template="));
  expect(template).toContain('{{if eq $member "f-a-cluster"}}{{$service}}.federation.svc.tw.kairen.com:{{.}},');
});

test("flags that take no value have none", () => {
  const { args: flags } = container();
  expect(flags.filter((flag) => /aws-(prefer|evaluate)/.test(flag))).toEqual([
    "--aws-prefer-cname",
    "--no-aws-evaluate-target-health",
  ]);
});

test("there are no name servers, no records and no operator", () => {
  const workloads = resources.filter(({ type }) => /:(Deployment|StatefulSet|EtcdCluster|Service)$/.test(type));
  expect(workloads.map(({ name }) => name)).toEqual(["federation-external-dns"]);
  expect(addresses).toEqual([]);
  expect(stubDomain).toMatch(/^stubDomain: "kairen\.com\." has no name servers of the federation's own; /);
  const { metadata } = inputsOf<{ metadata: { labels: object } }>(resources, ":Namespace", "federation-dns-namespace");
  expect(metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "restricted" });
});

test("credentials are secret, and in the pod only by reference", () => {
  const environment = one(resources, ":Secret", "federation-provider-environment");
  const files = one(resources, ":Secret", "federation-provider-files");
  for (const { inputs } of [environment, files]) expect(isSecret(inputs["stringData"])).toBe(true);
  expect(plain(files.inputs)).toMatchObject({ stringData: { config: "hidden too" } });
  expect(container().env).toEqual([
    ...["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map((key) => ({
      name: key,
      valueFrom: { secretKeyRef: { name: "provider-environment", key } },
    })),
    { name: "AWS_REGION", value: "eu-west-1" },
  ]);
  expect(JSON.stringify(inputsOf(resources, DEPLOYMENT, "federation-external-dns"))).not.toContain("hidden");
});

test("its service account has the annotations by which a cloud knows it", () => {
  expect(one(resources, ":ServiceAccount", "federation-external-dns").inputs["metadata"]).toMatchObject({
    annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/dns" },
  });
});

test("it opens the provider's ports anywhere but at instance metadata, and the federated API", () => {
  interface Policy {
    readonly spec: {
      readonly ingress?: unknown;
      readonly egress: readonly { readonly ports: object[]; readonly to: object[] }[];
    };
  }
  const { spec } = inputsOf<Policy>(resources, NETWORK_POLICY, "federation-federation-external-dns");
  expect(spec.ingress).toBeUndefined();
  expect(spec.egress.map(({ ports }) => ports)).toEqual([
    [{ port: 443, protocol: "TCP" }],
    [{ port: 5443, protocol: "TCP" }],
  ]);
  expect(spec.egress[0]!.to).toContainEqual({
    ipBlock: { cidr: "0.0.0.0/0", except: expect.arrayContaining(["169.254.0.0/16"]) },
  });
});

test("without credentials, there is no Secret and no service account", async () => {
  const bare = await recordDns({ provider: { name: "rfc2136", ports: [53] }, ttlSeconds: 300 });
  expect(bare.filter(({ name }) => /provider-/.test(name))).toEqual([]);
  expect(bare.filter(({ type }) => type.endsWith(":ServiceAccount"))).toEqual([]);
  expect(containerOf(inputsOf<Workload>(bare, DEPLOYMENT, "federation-external-dns")).args).toContain("--min-ttl=300s");
});

test("a member that joins after the program has waited is refused", async () => {
  const faults: unknown[] = [];
  await recordNewDns(args, {
    inspect: async (dns) => {
      faults.push(...dns.lateJoinFaults('join("c")'));
      for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
      faults.push(...dns.lateJoinFaults('join("c")'));
    },
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(faults).toEqual([
    expect.objectContaining({ path: 'join("c")', remedy: "join all members before the first await" }),
  ]);
});

test("the order of members changes nothing", async () => {
  const publish = async (...members: readonly string[]): Promise<RecordedResource[]> =>
    recordNewDns(args, {
      inspect: (dns) => members.forEach((name) => dns.publishMember({ name, region: name })),
    });
  expect(await publish("x", "y")).toEqual(await publish("y", "x"));
});
