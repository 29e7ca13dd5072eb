import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../clusters/cluster";
import { cluster, inputsOf, one } from "../recorded.test-support";
import { fakeKubeconfig, isSecret, plain, record, type RecordedResource } from "../testing";
import type { ExistingDnsOptions } from "./existing-dns";
import type { ExistingFederation } from "./existing-federation";
import { warnOfExpiry } from "./expiring";
import { Federation } from "./federation";

jest.mock("./expiring", () => ({ ...jest.requireActual<object>("./expiring"), warnOfExpiry: jest.fn() }));

const MEMBERS = [{ name: "eu-1", region: "eu" }, { name: "us-1" }];

const karmada = (): Cluster => Cluster.fromKubeconfig("karmada", fakeKubeconfig("karmada"));
const recordWith = (use: (federation: ExistingFederation) => unknown): Promise<RecordedResource[]> =>
  record(async () => use(await Federation.existing("shop", karmada())), { members: MEMBERS });

/** What a call of `runDns` is refused with. */
async function refused(run: (federation: ExistingFederation, karmada: Cluster) => unknown): Promise<string> {
  let message = "nothing";
  const handle = async (): Promise<void> => {
    const api = karmada();
    const federation = await Federation.existing("shop", api);
    try {
      run(federation, api);
    } catch (error) {
      message = (error as Error).message;
    }
  };
  await record(handle, { members: MEMBERS });
  return message;
}

describe("DNS on a host", () => {
  let resources: RecordedResource[];
  let name = "";
  let diagram = "";
  let expiring: readonly string[] = [];
  beforeAll(async () => {
    resources = await recordWith((federation) => {
      const dns = federation.runDns(cluster("f-cluster", "f"), "kairen.com", {
        dns: { records: { kind: "etcd" } },
        certificates: { issuer: { certificate: pulumi.output("its certificate"), key: pulumi.secret("its key") } },
      });
      const { renewed, given } = jest.mocked(warnOfExpiry).mock.lastCall![1]();
      expiring = [...renewed!, ...given].map((one) => one.name);
      federation.join(cluster("a-cluster", "a"));
      name = dns.nameOf("web");
      diagram = federation.diagram();
    });
  });

  test("publishes the members that others have joined, and those that join later", () => {
    const deployments = resources.filter(({ type }) => type.endsWith(":Deployment")).map((one) => one.name);
    expect(deployments.sort()).toEqual([
      "shop-coredns",
      "shop-external-dns-a-cluster",
      "shop-external-dns-eu-1",
      "shop-external-dns-us-1",
    ]);
    expect(name).toBe("web.default.shop.svc.kairen.com");
    expect(diagram).toContain("a-cluster");
  });

  test("expires with the certificates of the records' etcd, and with those that the program gives", () => {
    expect(expiring).toContain("shop-records-ca");
    expect(expiring.at(-1)).toBe("certificates.issuer.certificate");
  });

  test("lists where objects are placed in the federated API, and may do nothing else there", () => {
    const roles = resources.filter(
      ({ type, inputs }) => /:(Cluster)?Role$/.test(type) && JSON.stringify(inputs).includes("fedstack:dns"),
    );
    expect(roles.map(({ provider, inputs }) => [provider, plain<{ rules: unknown }>(inputs).rules])).toEqual([
      [
        "karmada-adopting",
        [{ apiGroups: ["work.karmada.io"], resources: ["resourcebindings"], verbs: ["list", "watch"] }],
      ],
    ]);
    const subject = { kind: "ServiceAccount", name: "fedstack-shop-dns", namespace: "karmada-system" };
    const bindings = resources.filter(({ inputs }) =>
      JSON.stringify(inputs["subjects"])?.includes("fedstack-shop-dns"),
    );
    expect(bindings.map(({ inputs }) => inputs["subjects"])).toEqual([[subject]]);
  });

  test("signs in with the token of its account, which is a secret", () => {
    const { stringData } = one(resources, ":Secret", "shop-federated-api").inputs;
    expect(isSecret(stringData)).toBe(true);
    const { kubeconfig } = plain<{ readonly kubeconfig: string }>(stringData);
    expect(JSON.parse(kubeconfig)).toMatchObject({
      clusters: [{ cluster: { server: expect.stringMatching(/^https:/) as string } }],
      users: [{ user: { token: expect.any(String) as string } }],
    });
  });

  test("opens the ports of the federated API, and those behind its Service", () => {
    const { spec } = inputsOf<{ spec: { egress: { ports: { port: number }[]; to?: unknown }[] } }>(
      resources,
      ":NetworkPolicy",
      "shop-shop-external-dns",
    );
    const open = spec.egress.find(({ to }) => to === undefined);
    expect(open?.ports.map(({ port }) => port)).toEqual(expect.arrayContaining([443, 5443, 6443]));
  });
});

test("a call reports all of its faults at once", async () => {
  const args = {
    dns: false,
    etcd: {},
    advertiseAddress: "https://x",
    moreAddresses: ["a:1"],
    pods: 5,
  } as unknown as ExistingDnsOptions;
  const message = await refused((federation) => federation.runDns(undefined as never, "not a zone", args));
  expect(message.split("\n").map((line) => line.split(": ").slice(0, 2).join(": "))).toEqual(
    ["host", "dnsZone", "pods", "etcd", "dns", "advertiseAddress", "moreAddresses[0]"].map(
      (path) => `runDns(): ${path}`,
    ),
  );
});

test.each<[string, (federation: ExistingFederation, karmada: Cluster) => unknown, RegExp]>([
  [
    "on the API server of the Karmada",
    (federation, api) => federation.runDns(api, "kairen.com."),
    /^runDns\(\): host: is the API server of the Karmada, which runs no pods; use the cluster/,
  ],
  [
    "with what belongs to a control plane, of which nobody mends a part",
    (federation) =>
      federation.runDns(cluster("f-cluster", "f"), "kairen.com.", {
        backup: { to: {} },
      } as unknown as ExistingDnsOptions),
    /^runDns\(\): backup: has no effect without a control plane of the program's own; leave it out$/,
  ],
  [
    "twice",
    (federation) => {
      const host = cluster("f-cluster", "f");
      federation.runDns(host, "kairen.com.");
      federation.runDns(host, "example.com.");
    },
    /^runDns\(\): runs for "kairen.com." already; call it once$/,
  ],
  [
    "for the zone of a federation on the same host",
    (federation) => {
      const host = cluster("f-cluster", "f");
      new Federation(host, "kairen.com.", { name: "own" });
      federation.runDns(host, "kairen.com.");
    },
    /^runDns\(\): dnsZone: the federations "own" and "shop" on host "f-cluster" share "kairen.com\."/,
  ],
])("DNS does not run %s", async (_, run, message) => {
  expect(await refused(run)).toMatch(message);
});
