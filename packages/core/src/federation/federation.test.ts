import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../members/cluster";
import { InvalidInputError } from "../validation/errors";
import { Federation } from "./federation";
import type { FederationArgs } from "./federation-args";
import { fakeKubeconfig, isSecret, plain, record, type RecordedResource } from "../testing";

const KUBECONFIG = fakeKubeconfig("f", "a", "b");
const cluster = (name: string, context: string): Cluster => Cluster.fromKubeconfig(name, KUBECONFIG, { context });

/** What was refused, and whether nothing of the federation was registered. */
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
  expect(resources.filter(({ type }) => /^(fedstack|kubernetes|tls):/.test(type))).toEqual([]);
  return message;
}
const refused = (zone: string, args?: FederationArgs): Promise<string> =>
  refusal(() => new Federation(cluster("f-cluster", "f"), zone, args));

const chart = {
  toJson: () => [
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "nginx", namespace: "shop" },
      spec: { replicas: 4 },
    },
    { apiVersion: "v1", kind: "Service", metadata: { name: "nginx", namespace: "shop" } },
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
  beforeAll(async () => {
    resources = await record(() => {
      const federation = new Federation(cluster("f-cluster", "f"), "kairen.com");
      federation.join(cluster("f-b-cluster", "b"));
      federation.join(cluster("f-a-cluster", "a"));
      expect(federation.members.map(({ name }) => name)).toEqual(["f-a-cluster", "f-b-cluster"]);
      federation.deploy("web", chart);
    });
  }, 30_000);

  const one = (type: string, name: string): RecordedResource => {
    const found = resources.filter((resource) => resource.type === type && resource.name === name);
    expect(found).toHaveLength(1);
    return found[0]!;
  };

  test("puts each object of a member into the member or into the federated API", () => {
    const ofMember = resources.filter(({ parent }) => parent === "federation-f-a-cluster");
    expect(ofMember.map(({ type, provider }) => `${type.split(":").at(-1)} ${provider}`).sort()).toEqual([
      "Cluster federation-api",
      "ClusterRole f-a-cluster-adopting",
      "ClusterRoleBinding f-a-cluster-adopting",
      "Namespace f-a-cluster",
      "NamespacePatch f-a-cluster",
      "Secret f-a-cluster-adopting",
      "Secret f-a-cluster-adopting",
      "Secret federation-api",
      "Secret federation-api",
      "ServiceAccount f-a-cluster-adopting",
      "ServiceAccount f-a-cluster-adopting",
    ]);
  });

  test("needs at most fifteen resources for a member", () => {
    const ofMember = resources.filter(({ name }) => name.includes("f-a-cluster") && !name.includes("web/"));
    expect(ofMember.length).toBeLessThanOrEqual(15);
  });

  test("57: makes the member's tokens as Secrets that Kubernetes fills, and hands them on as secrets", () => {
    const token = one("kubernetes:core/v1:Secret", "federation-f-a-cluster-token");
    expect(token.inputs["type"]).toBe("kubernetes.io/service-account-token");
    const credentials = one("kubernetes:core/v1:Secret", "federation-f-a-cluster-credentials");
    expect(isSecret(credentials.inputs["stringData"])).toBe(true);
    expect(credentials.dependsOn).toContain("federation-f-a-cluster-token");
  });

  test("registers a member when its rights and credentials are there, and waits until it is Ready", () => {
    const member = one("kubernetes:cluster.karmada.io/v1alpha1:Cluster", "federation-f-a-cluster");
    expect(member.dependsOn).toEqual(
      expect.arrayContaining([
        "federation-f-a-cluster-access",
        "federation-f-a-cluster-credentials",
        "federation-f-a-cluster-impersonation",
        "federation-f-a-cluster-claim",
      ]),
    );
    expect(plain(member.inputs)).toMatchObject({
      metadata: { annotations: { "pulumi.com/waitFor": "condition=Ready" } },
      spec: { syncMode: "Push", apiEndpoint: "https://a.example.com:6443" },
    });
  });

  test("no member waits for another", () => {
    const ofA = resources.filter(({ parent }) => parent === "federation-f-a-cluster");
    expect(ofA.flatMap(({ dependsOn }) => dependsOn).filter((name) => name.includes("f-b-cluster"))).toEqual([]);
  });

  test("applies policies before workloads, in a namespace that it makes, after the members on which they land", () => {
    const policy = one(
      "kubernetes:policy.karmada.io/v1alpha1:PropagationPolicy",
      "federation-web/PropagationPolicy/shop/nginx",
    );
    const workload = one("kubernetes:apps/v1:Deployment", "federation-web/Deployment/shop/nginx");
    expect(workload.dependsOn).toEqual(expect.arrayContaining([policy.name, "federation-namespace-shop"]));
    expect(workload.dependsOn).toContain("federation-f-a-cluster");
    expect(workload.dependsOn).not.toContain("federation-f-b-cluster");
    expect(workload.provider).toBe("federation-api");
  });

  test("gives members and objects of a chart as long as the federation was given, to come, change and go", () => {
    const waitedFor = resources.filter(
      ({ parent, provider }) =>
        parent === "federation-web" || (parent === "federation-f-a-cluster" && provider === "federation-api"),
    );
    expect(waitedFor.length).toBeGreaterThan(6);
    for (const { name, timeouts } of waitedFor) {
      expect([name, timeouts]).toEqual([name, { create: "600s", update: "600s", delete: "600s" }]);
    }
  });

  test("waits for each kind as the federated API shows its state", () => {
    const annotationsOf = (type: string, kind: string): Record<string, string> =>
      plain<{ metadata: { annotations: Record<string, string> } }>(
        one(type, `federation-web/${kind}/shop/nginx`).inputs,
      ).metadata.annotations;
    expect(annotationsOf("kubernetes:apps/v1:Deployment", "Deployment")["pulumi.com/waitFor"]).toContain(
      "].replicas}=4",
    );
    expect(annotationsOf("kubernetes:core/v1:Service", "Service")["pulumi.com/skipAwait"]).toBe("true");
  });

  test("49: what a Secret of a chart holds is a secret", () => {
    const secret = one("kubernetes:core/v1:Secret", "federation-web/Secret/shop/login");
    expect(isSecret(secret.inputs["stringData"])).toBe(true);
  });
});

test("1: a zone without its dot is the zone with it", async () => {
  const zones: string[] = [];
  await record(() => {
    zones.push(new Federation(cluster("f-cluster", "f"), "Kairen.com").dns.zone);
  });
  expect(zones).toEqual(["kairen.com."]);
}, 30_000);

test("2: a zone that DNS cannot hold is refused before anything is made", async () => {
  expect(await refused("a..b")).toBe('dnsZone: "a..b" has an empty label. Write a zone such as "kairen.com.".');
});

test("2: all faults are told at once", async () => {
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
    "apiServer.service.nodePort",
    'apiServer.extraArgs["--v"]',
    'apiServer.extraArgs["basic-auth-file"]',
    'apiServer.extraArgs["etcd-servers"]',
    'etcd.extraArgs["data-dir"]',
    "etcd.replicas",
    "etcd.storage.size",
    'scheduler.extraArgs["kubeconfig"]',
    "scheduler.logLevel",
    "scheduler.replicas",
  ]);
  expect(message).toContain("basic authentication left Kubernetes in 1.19");
});

test("3: two federations of one host may not share a zone", async () => {
  const resources = await record(() => {
    const host = cluster("f-cluster", "f");
    new Federation(host, "kairen.com");
    expect(() => new Federation(host, "kairen.com.", { name: "other" })).toThrow(
      'the federations "federation" and "other" on host "f-cluster" share "kairen.com."',
    );
  });
  expect(resources.filter(({ type }) => type === "fedstack:index:Federation")).toHaveLength(1);
}, 30_000);

test("5: two federations of one host may not share a name", async () => {
  await record(() => {
    const host = cluster("f-cluster", "f");
    new Federation(host, "kairen.com");
    expect(() => new Federation(host, "example.org")).toThrow(
      'two federations on host "f-cluster" are named "federation", for the zones "kairen.com." and "example.org."',
    );
  });
}, 30_000);

test("34: two federations of one host share neither names nor namespaces", async () => {
  const resources = await record(() => {
    const host = cluster("f-cluster", "f");
    new Federation(host, "kairen.com");
    new Federation(host, "example.org", { name: "second", dns: { records: { kind: "etcd" } } });
  });
  const owned = resources
    .filter(({ provider }) => provider?.startsWith("f-cluster"))
    .filter(({ type }) => !type.endsWith(":CustomResourceDefinition"))
    .map(({ type, inputs }) => {
      const { metadata } = plain<{ metadata: { name: string; namespace?: string } }>(inputs);
      return `${type} ${metadata.namespace}/${metadata.name}`;
    });
  expect(new Set(owned).size).toBe(owned.length);
  const namespaces = resources.filter(({ type, provider }) => type.endsWith(":Namespace") && provider === "f-cluster");
  expect(namespaces.map(({ inputs }) => plain<{ metadata: { name: string } }>(inputs).metadata.name).sort()).toEqual([
    "federation",
    "federation-system",
    "second",
    "second-system",
  ]);
}, 30_000);

test("6: a cluster that joins a second time is refused, and registered once", async () => {
  const resources = await record(() => {
    const federation = new Federation(cluster("f-cluster", "f"), "kairen.com");
    const member = cluster("f-a-cluster", "a");
    federation.join(member);
    expect(() => federation.join(member)).toThrow(
      'join("f-a-cluster"): federation "federation" has a member "f-a-cluster" already.',
    );
  });
  expect(resources.filter(({ type }) => type === "fedstack:index:Membership")).toHaveLength(1);
}, 30_000);

test("9: the host joins its own federation only when asked to", async () => {
  const resources = await record(() => {
    const host = cluster("f-cluster", "f");
    const federation = new Federation(host, "kairen.com");
    expect(() => federation.join(host)).toThrow(
      '"f-cluster" is the host of federation "federation". Set allowHost: true',
    );
    federation.join(host, { allowHost: true });
  });
  expect(resources.filter(({ type }) => type === "fedstack:index:Membership")).toHaveLength(1);
}, 30_000);

test("13: members whose kubeconfigs are unknown until up are previewed with all else", async () => {
  const unknown = pulumi.output(pulumi.unknown as unknown as string);
  const resources = await record(
    () => {
      const federation = new Federation(Cluster.fromKubeconfig("f-cluster", unknown), "kairen.com");
      federation.join(Cluster.fromKubeconfig("f-a-cluster", unknown));
      const { plan } = federation.deploy("web", chart);
      const [deployment] = plan.workloads.filter(({ kind }) => kind === "Deployment");
      expect(deployment?.assignments).toMatchObject([{ member: "f-a-cluster", replicas: 4 }]);
    },
    { preview: true },
  );
  expect(resources.filter(({ type }) => type.endsWith("v1alpha1:Cluster"))).toHaveLength(1);
}, 30_000);

test("48: objects that cannot be applied are refused, each by its place in the chart", async () => {
  await record(() => {
    const federation = new Federation(cluster("f-cluster", "f"), "kairen.com");
    const bad = { toJson: () => [null, { apiVersion: "v1", kind: "Service" }, ...chart.toJson(), chart.toJson()[0]] };
    expect(() => federation.deploy("bad", bad)).toThrow(
      [
        'deploy("bad"): object 1: has no apiVersion or no kind.',
        'deploy("bad"): object 2: Service has no metadata.name.',
        'deploy("bad"): object 7: Deployment shop/nginx is there twice.',
      ].join("\n"),
    );
  });
}, 30_000);

describe("an object is applied by one call", () => {
  const object = (apiVersion: string, kind: string, name: string, namespace?: string): object => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
  });
  const objects = (...given: readonly object[]): { readonly toJson: () => object[] } => ({ toJson: () => [...given] });

  test("a second one that has it is refused, and names the first", async () => {
    const settings = object("v1", "ConfigMap", "settings", "shop");
    const resources = await record(() => {
      const federation = new Federation(cluster("f-cluster", "f"), "kairen.com");
      federation.deploy("first", objects(settings, object("v1", "Service", "cart", "shop")));
      const again = objects(settings, object("v1", "Namespace", "shop"), object("v1", "ConfigMap", "other", "shop"));
      expect(() => federation.deploy("second", again)).toThrow(
        /^deploy\("second"\): ConfigMap shop\/settings is applied by deploy\("first"\) already\. Take it out of one of the two; .*\ndeploy\("second"\): Namespace shop is applied by deploy\("first"\) already\./,
      );
      federation.deploy("third", objects(object("serving.knative.dev/v1", "Service", "cart", "shop")));
    });
    expect(resources.filter(({ name }) => name.startsWith("federation-second"))).toEqual([]);
  }, 30_000);

  test("its plan knows the policies of earlier calls", async () => {
    const workload = { apiVersion: "apps/v1", kind: "Deployment" };
    const policy = {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "ClusterPropagationPolicy",
      metadata: { name: "all" },
      spec: { resourceSelectors: [workload], placement: { clusterAffinity: { clusterNames: ["f-a-cluster"] } } },
    };
    const web = { ...workload, metadata: { name: "web", namespace: "shop" }, spec: { replicas: 2, template: {} } };
    await record(() => {
      const federation = new Federation(cluster("f-cluster", "f"), "kairen.com");
      federation.join(cluster("f-a-cluster", "a"));
      federation.deploy("policies", objects(policy));
      expect(federation.deploy("shop", objects(web)).plan.workloads).toMatchObject([
        { name: "web", total: 2, members: ["f-a-cluster"] },
      ]);
    });
  }, 30_000);

  test("what a namespace that a call applies holds waits for it, in other calls, too", async () => {
    const resources = await record(() => {
      const federation = new Federation(cluster("f-cluster", "f"), "kairen.com");
      federation.deploy("first", objects(object("v1", "Namespace", "shop")));
      federation.deploy("second", objects(object("v1", "ConfigMap", "settings", "shop")));
    });
    const namespaces = resources.filter(({ name, type }) => type.endsWith(":Namespace") && name.includes("shop"));
    expect(namespaces.map(({ name }) => name)).toEqual(["federation-first/Namespace/shop"]);
    const settings = resources.find(({ name }) => name === "federation-second/ConfigMap/shop/settings")!;
    expect(settings.dependsOn).toContain("federation-first/Namespace/shop");
  }, 30_000);
});

test("what a scheduling policy among the objects refuses is told before anything is made", async () => {
  const rule = { name: "pci", labels: { pci: "true" }, members: { certified: ["pci"] } };
  const workload = { apiVersion: "apps/v1", kind: "Deployment" };
  const metadata = { name: "cart", namespace: "shop" };
  const objects = [
    {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: "pci", annotations: { "fedstack.dev/scheduling-policy": JSON.stringify(rule) } },
    },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata,
      spec: { resourceSelectors: [{ ...workload, name: "cart" }], placement: {} },
    },
    { ...workload, metadata: { ...metadata, labels: { pci: "true" } }, spec: { replicas: 1, template: { spec: {} } } },
  ];
  const resources = await record(() => {
    const federation = new Federation(cluster("f-cluster", "f"), "kairen.com");
    expect(() => federation.deploy("shop", { toJson: () => objects })).toThrow(
      /^deploy\("shop"\): Deployment "cart" in namespace "shop" may run only on members with certified=pci/,
    );
  });
  expect(resources.filter(({ name }) => name.startsWith("federation-shop"))).toEqual([]);
}, 30_000);

test("eviction from lost members is three flags, beside those that are given, and a taint; by default nothing of it", async () => {
  const program = (args: FederationArgs) => () => {
    new Federation(cluster("f-cluster", "f"), "kairen.com", args);
  };
  const controllerManager = { extraArgs: { "feature-gates": "PriorityBasedScheduling=true" } };
  const resources = await record(program({ evictFromLostMembers: true, controllerManager }));
  const commandOf = (name: string): readonly string[] =>
    plain<{ spec: { template: { spec: { containers: [{ command: string[] }] } } } }>(
      resources.find((one) => one.name === name && one.type.endsWith(":Deployment"))!.inputs,
    ).spec.template.spec.containers[0].command;
  expect(commandOf("federation-karmada-controller-manager")).toEqual(
    expect.arrayContaining([
      "--enable-no-execute-taint-eviction=true",
      "--feature-gates=Failover=true,PriorityBasedScheduling=true",
    ]),
  );
  expect(commandOf("federation-karmada-webhook")).toContain("--allow-no-execute-taint-policy=true");
  const policies = resources.filter(({ type }) => type.endsWith(":ClusterTaintPolicy"));
  expect(policies).toMatchObject([{ name: "federation-lost-members", provider: "federation-api" }]);
  expect(plain(policies[0]!.inputs)).toMatchObject({
    spec: { taints: [{ key: "fedstack.dev/lost", effect: "NoExecute" }] },
  });
  const usual = await record(program({}));
  expect(usual.filter(({ type }) => type.endsWith(":ClusterTaintPolicy"))).toEqual([]);
  expect(JSON.stringify(usual.map(({ inputs }) => inputs))).not.toMatch(/Failover=|no-execute-taint/);
}, 30_000);

test("failover of lost members is warned of where nothing evicts from them", async () => {
  const warned: string[] = [];
  const warn = jest.spyOn(pulumi.log, "warn").mockImplementation((text) => Promise.resolve(void warned.push(text)));
  const moving = {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "moving", namespace: "shop" },
    spec: { resourceSelectors: [], failover: { cluster: {} } },
  };
  const deployTo = (name: string, args: FederationArgs): void => {
    const federation = new Federation(cluster("f-cluster", "f"), `${name}.example`, { name, ...args });
    federation.deploy(`for-${name}`, { toJson: () => [moving] });
  };
  await record(() => {
    deployTo("keeping", {});
    deployTo("evicting", { evictFromLostMembers: true });
  });
  warn.mockRestore();
  expect(warned).toEqual([
    'deploy("for-keeping"): failover of lost members has no effect. Set evictFromLostMembers: true for the federation.',
  ]);
}, 30_000);

test("two members join and an application waits for one of them, and nothing waits for ever", async () => {
  const resources = await record(() => {
    const federation = new Federation(cluster("f-cluster", "f"), "kairen.com");
    const member = federation.join(cluster("f-a-cluster", "a"));
    federation.join(cluster("f-b-cluster", "b"), {}, { dependsOn: federation.controlPlane });
    new k8s.core.v1.ConfigMap("app", {}, { provider: federation.provider, dependsOn: [member] });
  });
  expect(resources.map(({ name }) => name)).toContain("app");
}, 30_000);
