import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../clusters/cluster";
import { cluster, federate, one as oneOf } from "../recorded.test-support";
import { fakeKubeconfig, isSecret, plain, record, type RecordedResource } from "../testing";
import { InvalidInputError } from "../validation/errors";
import type { FederationArgs } from "./federation-args";
import { observe } from "../clusters/observation";

jest.mock("../clusters/observation", () => ({
  observe: jest.fn(() => Promise.resolve({ reason: "there is no engine" })),
}));

/** What was refused, and whether nothing but the handles of clusters was registered. */
async function refusal(program: () => unknown): Promise<string> {
  let message = "";
  const resources = await record(() => {
    try {
      program();
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInputError);
      message = (error as Error).message;
    }
  });
  expect(resources.filter(({ type }) => /^(fedstack:index:(?!Cluster$)|kubernetes:|tls:)/.test(type))).toEqual([]);
  return message;
}

const refused = (zone: string, args?: FederationArgs): Promise<string> =>
  refusal(() => federate(cluster("f-cluster", "f"), zone, args));

const chart = {
  toJson: () => [
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "nginx", namespace: "shop" },
      spec: { replicas: 4 },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "nginx", namespace: "shop" },
      spec: { type: "LoadBalancer" },
    },
    { apiVersion: "v1", kind: "Secret", metadata: { name: "login", namespace: "shop" }, stringData: { key: "hidden" } },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: { name: "nginx", namespace: "shop" },
      spec: {
        resourceSelectors: ["apps/v1 Deployment", "v1 Service"].map((selector) => {
          const [apiVersion, kind] = selector.split(" ");
          return { apiVersion, kind, name: "nginx" };
        }),
        placement: {
          clusterAffinity: { clusterNames: ["f-a-cluster"] },
          replicaScheduling: { replicaSchedulingType: "Divided", replicaDivisionPreference: "Weighted" },
        },
      },
    },
  ],
};

describe("a federation with two members and a chart", () => {
  let resources: RecordedResource[];
  let diagram: string;
  beforeAll(async () => {
    resources = await record(() => {
      const federation = federate(cluster("f-cluster", "f"), "Kairen.com");
      expect(federation.dns.zone).toBe("kairen.com.");
      federation.join(cluster("f-b-cluster", "b"), {}, { dependsOn: federation.controlPlane });
      const member = federation.join(cluster("f-a-cluster", "a"));
      new k8s.core.v1.ConfigMap("app", {}, { provider: federation.provider, dependsOn: [member] });
      federation.deploy("web", chart);
      diagram = federation.diagram();
    });
  });

  test("draws its members, what runs there, and the names of Services with load balancers", () => {
    expect(diagram).toContain("<b>f-a-cluster</b><br/>shop/nginx × 4");
    expect(diagram).toContain("<b>f-b-cluster</b>");
    expect(diagram).toContain("<b>nginx.shop.federation.svc.kairen.com</b><br/>→ f-a-cluster");
  });

  const one = (type: string, name: string): RecordedResource => oneOf(resources, type, name);

  test("leaves a program's own resources to wait for one member, and nothing waits forever", () => {
    expect(one(":ConfigMap", "app").dependsOn).toContain("federation-f-a-cluster");
    expect(one(":ConfigMap", "app").dependsOn).not.toContain("federation-f-b-cluster");
  });

  test("applies policies before workloads, in a namespace that it creates, after the members that they land on", () => {
    const policy = one(
      "kubernetes:policy.karmada.io/v1alpha1:PropagationPolicy",
      "federation/PropagationPolicy/shop/nginx",
    );
    const workload = one("kubernetes:apps/v1:Deployment", "federation/Deployment/shop/nginx");
    expect(workload.dependsOn).toEqual(expect.arrayContaining([policy.name, "federation/Namespace/shop"]));
    expect(workload.dependsOn).toContain("federation-f-a-cluster");
    expect(workload.dependsOn).not.toContain("federation-f-b-cluster");
    expect(workload.provider).toBe("federation-api");
  });

  test("gives members and objects of a chart the federation's timeout to create, update and delete", () => {
    const waitedFor = resources.filter(
      ({ parent, provider }) =>
        parent === "federation-web" || (parent === "federation-f-a-cluster" && provider === "federation-api"),
    );
    expect(waitedFor.length).toBeGreaterThan(6);
    for (const { name, timeouts } of waitedFor) {
      expect([name, timeouts]).toEqual([name, { create: "600s", update: "600s", delete: "600s" }]);
    }
  });

  test("waits for each kind by its status in the federated API", () => {
    const annotationsOf = (type: string, kind: string): Record<string, string> =>
      plain<{ metadata: { annotations: Record<string, string> } }>(one(type, `federation/${kind}/shop/nginx`).inputs)
        .metadata.annotations;
    expect(annotationsOf("kubernetes:apps/v1:Deployment", "Deployment")["pulumi.com/waitFor"]).toContain(
      "].replicas}=4",
    );
    expect(annotationsOf("kubernetes:core/v1:Service", "Service")["pulumi.com/skipAwait"]).toBe("true");
  });

  test("data of a chart's Secret is a secret", () => {
    const secret = one("kubernetes:core/v1:Secret", "federation/Secret/shop/login");
    expect(isSecret(secret.inputs["stringData"])).toBe(true);
  });
});

test("a zone that is not valid in DNS is refused before anything is created", async () => {
  expect(await refused("a..b")).toBe('dnsZone: "a..b" has an empty label; use a zone such as "kairen.com."');
});

test("all faults are reported at once", async () => {
  const message = await refused("_x", {
    name: "Bad Name",
    apiServer: { service: { nodePort: 80 }, extraArgs: { "--v": "4", "basic-auth-file": "x", "etcd-servers": "y" } },
    scheduler: { logLevel: 11, replicas: 0, extraArgs: { kubeconfig: "z" } },
    etcd: { replicas: 2 as 3, storage: { size: "big" }, extraArgs: { "data-dir": "/" } },
    certificates: { validityHours: 10 },
    timeoutSeconds: -1,
  });
  expect(message.split("\n").map((line) => line.split(": ")[0])).toEqual([
    "dnsZone",
    "name",
    "certificates.earlyRenewalHours",
    "timeoutSeconds",
    "etcd.extraArgs.data-dir",
    "etcd.replicas",
    "etcd.storage.size",
    "apiServer.extraArgs.--v",
    "apiServer.extraArgs.basic-auth-file",
    "apiServer.extraArgs.etcd-servers",
    "apiServer.service.nodePort",
    "scheduler.replicas",
    "scheduler.logLevel",
    "scheduler.extraArgs.kubeconfig",
  ]);
  expect(message).toContain("basic authentication left Kubernetes in 1.19");
});

describe("a federation that is there", () => {
  const told = new Map<string, string>();
  let resources: RecordedResource[];
  beforeAll(async () => {
    resources = await record(() => {
      const host = cluster("f-cluster", "f");
      const member = cluster("f-a-cluster", "a");
      const federation = federate(host, "kairen.com");
      federation.join(member);
      const refused = {
        "its zone for another federation": () => federate(host, "kairen.com.", { name: "other" }),
        "its name for another federation": () => federate(host, "example.org"),
        "a member that has joined": () => federation.join(member),
        "its host, which was not asked for": () => federation.join(host),
      };
      for (const [what, attempt] of Object.entries(refused)) {
        try {
          attempt();
        } catch (error) {
          told.set(what, (error as Error).message);
        }
      }
      federation.join(host, { allowHost: true });
    });
  });

  test.each([
    [
      "its zone for another federation",
      'the federations "federation" and "other" on host "f-cluster" share "kairen.com."',
    ],
    [
      "its name for another federation",
      'two federations on host "f-cluster" are named "federation", for the zones "kairen.com." and "example.org."',
    ],
    ["a member that has joined", 'join("f-a-cluster"): "f-a-cluster" is already a member of federation "federation";'],
    ["its host, which was not asked for", '"f-cluster" is the host of federation "federation"; set allowHost: true'],
  ])("refuses %s", (what, message) => {
    expect(told.get(what)).toContain(message);
  });

  test("registers nothing of what it refuses, and its host once asked to", () => {
    const names = (type: string): string[] =>
      resources.filter((resource) => resource.type === `fedstack:index:${type}`).map(({ name }) => name);
    expect(names("Federation")).toEqual(["federation"]);
    expect(names("Membership")).toEqual(["federation-f-a-cluster", "federation-f-cluster"]);
  });
});

test("members whose kubeconfigs are unknown until up are previewed with everything else", async () => {
  const unknown = pulumi.output(pulumi.unknown as unknown as string);
  const resources = await record(
    () => {
      const federation = federate(Cluster.fromKubeconfig("f-cluster", unknown), "kairen.com");
      federation.join(Cluster.fromKubeconfig("f-a-cluster", unknown));
      const { plan } = federation.deploy("web", chart);
      const [deployment] = plan.workloads.filter(({ kind }) => kind === "Deployment");
      expect(deployment?.assignments).toMatchObject([{ member: "f-a-cluster", replicas: 4 }]);
    },
    { preview: true },
  );
  expect(resources.filter(({ type }) => type.endsWith("v1alpha1:Cluster"))).toHaveLength(1);
});

describe("a host that is too old", () => {
  const old = { uid: "00000000-0000-4000-8000-000000000000", version: "v1.29.14" };
  const problem = 'cluster "f-cluster": runs Kubernetes v1.29.14, but a host needs 1.30 or later';
  afterEach(() => void jest.mocked(observe).mockResolvedValue({ reason: "there is no engine" }));

  test.each([
    ["a kubeconfig that is known", () => cluster("f-cluster", "f")],
    [
      "a kubeconfig that is known later",
      () => Cluster.fromKubeconfig("f-cluster", pulumi.output(fakeKubeconfig("f")), { context: "f" }),
    ],
    [
      "a provider of the user's",
      () => {
        const kubeconfig = fakeKubeconfig("f");
        return Cluster.fromProvider("f-cluster", new k8s.Provider("own", { kubeconfig }), { kubeconfig, context: "f" });
      },
    ],
  ])("is refused before any object is made there, with %s", async (_, host) => {
    const made: string[] = [];
    let madeBefore: string[] | undefined;
    jest.mocked(observe).mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      madeBefore = made.filter((type) => type.startsWith("kubernetes:"));
      return old;
    });
    const outputs = ({ type }: { readonly type: string }): undefined => void made.push(type);
    await expect(record(() => void federate(host(), "kairen.com"), { outputs })).rejects.toThrow(problem);
    expect(made).toContain("fedstack:index:Federation");
    expect(madeBefore).toEqual([]);
  });
});

test("name servers with a node port are at each address of the host, and the federated API's endpoint has the first", async () => {
  const seen: { endpoint?: string; nameServers?: readonly string[] } = {};
  await record(() => {
    const service = { nodePort: 30443, advertiseAddress: "192.0.2.1", moreAddresses: ["192.0.2.2", "192.0.2.1"] };
    const args = { apiServer: { service }, dns: { service: { nodePort: 30053 } } };
    const { dns, endpoint } = federate(cluster("f-cluster", "f"), "kairen.com", args);
    dns.nameServers.apply((addresses) => (seen.nameServers = addresses));
    endpoint.apply((url) => (seen.endpoint = url));
  });
  expect(seen).toEqual({ endpoint: "https://192.0.2.1:30443", nameServers: ["192.0.2.1:30053", "192.0.2.2:30053"] });
});

test("without DNS, Services have names that nothing answers for, and nothing runs for them", async () => {
  let nameServers: readonly string[] | undefined;
  const resources = await record(() => {
    const federation = federate(cluster("f-cluster", "f"), "kairen.com", { dns: false });
    federation.join(cluster("f-a-cluster", "a"));
    expect(federation.dns.nameOf("web")).toBe("web.default.federation.svc.kairen.com");
    expect(() => federation.dns.stubDomain).toThrow(InvalidInputError);
    federation.dns.nameServers.apply((addresses) => (nameServers = addresses));
  });
  expect(nameServers).toEqual([]);
  const withDns = await record(() => {
    federate(cluster("f-cluster", "f"), "kairen.com").join(cluster("f-a-cluster", "a"));
  });
  const ofDns = /^federation-(dns|fedstack:dns)$/;
  const others = withDns.filter(({ name, parent }) => !ofDns.test(name) && parent !== "federation-dns");
  expect(resources.filter(({ name }) => !ofDns.test(name)).map(({ name }) => name)).toEqual(
    others.map(({ name }) => name),
  );
});
