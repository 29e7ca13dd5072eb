import { inputsOf } from "../recorded.test-support";
import type { Dns } from "./dns";
import type { DnsArgs } from "./dns-args";
import { DEPLOYMENT, SERVICE, recordNewDns, recordDns, type Workload } from "./dns.test-support";

test("the name servers answer UDP and TCP on one node port", async () => {
  const service = inputsOf(await recordDns({ service: { nodePort: 30053 } }), SERVICE, "federation-coredns");
  expect(service["spec"]).toMatchObject({
    type: "NodePort",
    ports: [
      { protocol: "UDP", port: 53, targetPort: 1053, nodePort: 30053 },
      { protocol: "TCP", port: 53, targetPort: 1053, nodePort: 30053 },
    ],
  });
});

test("two name servers are spread over nodes and restart when the Corefile changes", async () => {
  const before = inputsOf<Workload>(await recordDns(), DEPLOYMENT, "federation-coredns");
  const after = inputsOf<Workload>(await recordDns({ ttlSeconds: 9 }), DEPLOYMENT, "federation-coredns");
  expect(before.spec.replicas).toBe(2);
  expect(before.spec.template.spec).toMatchObject({
    topologySpreadConstraints: [
      { topologyKey: "kubernetes.io/hostname" },
      { topologyKey: "topology.kubernetes.io/zone" },
    ],
  });
  expect(after.spec.template.metadata.annotations["fedstack.dev/checksum"]).not.toBe(
    before.spec.template.metadata.annotations["fedstack.dev/checksum"],
  );
});

test.each<[DnsArgs["service"], string[]]>([
  [{ nodePort: 30053 }, ["172.22.132.31:30053"]],
  [{}, ["172.22.132.31:31111"]],
  [{ type: "LoadBalancer", loadBalancerClass: "example.com/nlb" }, ["192.0.2.7:53", "[2001:db8::7]:53"]],
  [{ type: "ClusterIP" }, ["10.96.0.53:53"]],
])("with the Service %j they answer at %j", async (service, expected) => {
  const told: { nameServers?: string[]; stubDomain?: string } = {};
  await recordNewDns(
    { service },
    {
      outputs: ({ type, name }) =>
        type === SERVICE && name === "federation-coredns"
          ? {
              spec: { clusterIP: "10.96.0.53", ports: [{ nodePort: 31111 }] },
              status: { loadBalancer: { ingress: [{ ip: "192.0.2.7" }, { ip: "2001:db8::7" }] } },
            }
          : undefined,
      inspect: (dns) => {
        dns.nameServers.apply((addresses) => (told.nameServers = addresses));
        dns.stubDomain.apply((text) => (told.stubDomain = text));
      },
    },
  );
  expect(told.nameServers).toEqual(expected);
  expect(told.stubDomain).toContain(`forward . ${expected.join(" ")}\n`);
});

test.each<[DnsArgs["service"], string[] | undefined]>([
  [{ nodePort: 30053 }, ["172.22.132.31:30053"]],
  [{}, undefined],
  [{ type: "LoadBalancer" }, undefined],
  [{ type: "ClusterIP" }, undefined],
])("a preview with the Service %j says that they will answer at %j", async (service, expected) => {
  let nameServers: string[] | undefined;
  const inspect = (dns: Dns): unknown => dns.nameServers.apply((addresses) => (nameServers = addresses));
  await recordNewDns({ service }, { preview: true, inspect });
  expect(nameServers).toEqual(expected);
});
