import { tell } from "@fedstack/constructs/faults";
import type { FederationArgs } from "./federation-args";
import { layoutOf } from "./layout";
import { hostFamilyFaults, type SeenService, takenPortFaults } from "./host-services";

const args: FederationArgs = {
  name: "kairen",
  apiServer: { service: { nodePort: 32443 } },
  dns: { service: { nodePort: 30053 } },
};
const faultsOf = (...services: SeenService[]): unknown =>
  takenPortFaults("f-cluster", layoutOf("kairen.com.", args), services).map(
    ({ path, problem, remedy }) => `${path}: ${problem}; ${remedy}`,
  );
const service = (name: string, nodePort: number, labels?: Record<string, string>): SeenService => ({
  metadata: { name, namespace: "shop", ...(labels && { labels }) },
  spec: { ports: [{ nodePort: 31000 }, { nodePort }] },
});

test("each port that a Service of somebody else has is a fault that names the Service", () => {
  expect(faultsOf(service("web", 30053), service("api", 32443), service("other", 30054))).toEqual([
    'apiServer.service.nodePort: "32443" is a node port of the Service "shop/api" on host "f-cluster"; use another port, or leave it to the host',
    'dns.service.nodePort: "30053" is a node port of the Service "shop/web" on host "f-cluster"; use another port, or leave it to the host',
  ]);
  expect(faultsOf({ metadata: { name: "lb", namespace: "shop" }, spec: { healthCheckNodePort: 30053 } })).toHaveLength(
    1,
  );
});

test("the federation's own Services may have its ports, and those of another federation may not", () => {
  const labels = { "app.kubernetes.io/managed-by": "fedstack", "app.kubernetes.io/part-of": "kairen" };
  expect(faultsOf(service("api", 32443, labels), service("dns", 30053, labels))).toEqual([]);
  expect(faultsOf(service("api", 32443, { ...labels, "app.kubernetes.io/part-of": "other" }))).toEqual([
    expect.stringContaining("use another port, or let the other federation give it up in an `up` of its own first"),
  ]);
});

test("Services without ports, and whatever else a host may answer, take none", () => {
  expect(faultsOf({}, { spec: {} }, { spec: { ports: [{}] } }, service("text", "32443" as never))).toEqual([]);
  expect(
    faultsOf(
      { metadata: null, spec: null },
      { metadata: { labels: null }, spec: { ports: null } },
      { spec: { ports: [null] } },
    ),
  ).toEqual([]);
});

test("the IP family of the pods is that of the host's API Service", () => {
  const api = (clusterIP: unknown): SeenService => ({
    metadata: { name: "kubernetes", namespace: "default" },
    spec: { clusterIP },
  });
  const told = (clusterIP: unknown, wanted?: "IPv4" | "IPv6"): string[] =>
    hostFamilyFaults("f-cluster", wanted, [service("web", 31001), api(clusterIP)]).map(tell);
  expect(told("10.96.0.1")).toEqual([]);
  expect(told("fd00::1", "IPv6")).toEqual([]);
  expect(told("fd00::1")).toEqual([
    'ipFamily: pods of host "f-cluster" are known by IPv6 addresses, not by IPv4 ones; set ipFamily to "IPv6"',
  ]);
  expect(told("10.96.0.1", "IPv6")).toHaveLength(1);
  expect(told("None")).toEqual([]);
  expect(told(undefined)).toEqual([]);
});
