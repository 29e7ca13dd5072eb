import { cluster, federate, flagsOf, inputsOf, recordedOnce } from "../recorded.test-support";
import { record } from "../testing";
import type { FederationArgs } from "./federation-args";

const ADDRESS = "2001:db8::31";
const recorded = recordedOnce((args: FederationArgs) =>
  record(() => {
    const service = { nodePort: 32443, advertiseAddress: ADDRESS };
    const federation = federate(cluster("f-cluster", "f"), "kairen.com", {
      apiServer: { service },
      dns: { records: { kind: "etcd" }, service: { nodePort: 30053 } },
      ...args,
    });
    federation.join(cluster("f-a-cluster", "a"));
  }),
);

describe("on a host whose pods have IPv6 addresses", () => {
  const flags = async (type: string, name: string): Promise<Record<string, string>> =>
    flagsOf(await recorded({ ipFamily: "IPv6" }), type, `federation-${name}`);

  test.each(["etcd", "etcd-cluster"])("the members of %s listen at URLs with brackets", async (name) => {
    expect(await flags(":StatefulSet", name)).toMatchObject({
      "listen-client-urls": "https://[$(POD_IP)]:2379,https://127.0.0.1:2379",
      "listen-peer-urls": "https://[$(POD_IP)]:2380",
      "listen-metrics-urls": "http://[$(POD_IP)]:2381",
    });
  });

  test.each([
    ["karmada-controller-manager", 10357],
    ["karmada-scheduler", 10351],
    ["karmada-webhook", 8000],
  ])("%s has brackets before its ports", async (name, health) => {
    expect(await flags(":Deployment", name)).toMatchObject({
      "metrics-bind-address": "[$(POD_IP)]:8080",
      "health-probe-bind-address": `[$(POD_IP)]:${health}`,
    });
  });

  test("the API server has an address, and Services have a range, of one family", async () => {
    expect(await flags(":Deployment", "karmada-apiserver")).toMatchObject({
      "advertise-address": "$(POD_IP)",
      "service-cluster-ip-range": "fd00:10:96::/112",
    });
  });

  test("no flag has an address of a pod before a port without brackets", async () => {
    const resources = await recorded({ ipFamily: "IPv6" });
    const workloads = resources.filter(({ type }) => /:(Deployment|StatefulSet)$/.test(type));
    expect(workloads.length).toBeGreaterThan(8);
    const all = workloads.flatMap(({ type, name }) => Object.entries(flagsOf(resources, type, name)));
    expect(all.filter(([, value]) => /\$\(POD_IP\):/.test(value))).toEqual([]);
  });
});

test("an advertised IPv6 address is an address in the certificate, and in brackets in URLs and name servers", async () => {
  const resources = await recorded({});
  const { ipAddresses, dnsNames } = inputsOf<{ ipAddresses: string[]; dnsNames: string[] }>(
    resources,
    ":CertRequest",
    "federation-ca-apiserver",
  );
  expect(ipAddresses).toContain(ADDRESS);
  expect(dnsNames).not.toContain(ADDRESS);
  const { kubeconfig } = inputsOf<{ kubeconfig: string }>(resources, "pulumi:providers:kubernetes", "federation-api");
  expect(kubeconfig).toContain(`"server":"https://[${ADDRESS}]:32443"`);
});

test("a host with both families keeps the flags of its first one, and Services of both", async () => {
  const ipFamilyPolicy = "PreferDualStack";
  const serviceRange = "10.96.0.0/12,fd00:10:96::/112";
  const resources = await recorded({
    apiServer: { serviceRange, service: { ipFamilyPolicy } },
    dns: { records: { kind: "etcd" }, service: { ipFamilyPolicy } },
  });
  expect(flagsOf(resources, ":Deployment", "federation-karmada-apiserver")).toMatchObject({
    "service-cluster-ip-range": serviceRange,
  });
  expect(flagsOf(resources, ":StatefulSet", "federation-etcd")["listen-peer-urls"]).toBe("https://$(POD_IP):2380");
  for (const name of ["karmada-apiserver", "coredns"]) {
    expect(inputsOf(resources, ":Service", `federation-${name}`)["spec"]).toMatchObject({ ipFamilyPolicy });
  }
});
