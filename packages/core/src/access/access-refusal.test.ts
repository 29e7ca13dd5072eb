import * as pulumi from "@pulumi/pulumi";
import { federate } from "../recorded.test-support";
import { fakeKubeconfig, record } from "../testing";
import type { AccessOptions, PolicyRule } from "./access";
import { accessRefusal } from "./access-refusal";
import { Cluster } from "../clusters/cluster";

const refusal = (options: Partial<AccessOptions>, apiVersion: string, kind: string, namespace?: string) =>
  accessRefusal(
    { access: "workloads", secrets: false, further: [], ...options },
    { apiVersion, kind, name: "web", namespace },
    undefined,
  );

test("a member with access to everything refuses nothing", () => {
  expect(refusal({ access: "everything" }, "v1", "Secret", "kube-system")).toBeUndefined();
  expect(refusal({ access: "everything" }, "rbac.authorization.k8s.io/v1", "ClusterRole")).toBeUndefined();
});

describe.each<AccessOptions["access"]>(["workloads", { namespaces: ["shop"] }])("a member with access %j", (access) => {
  test.each([
    ["apps/v1", "Deployment"],
    ["batch/v1", "CronJob"],
    ["networking.k8s.io/v1", "Ingress"],
    ["networking.k8s.io/v1", "NetworkPolicy"],
    ["policy/v1", "PodDisruptionBudget"],
    ["v1", "Namespace"],
  ])("takes a %s %s", (apiVersion, kind) => {
    expect(refusal({ access }, apiVersion, kind, "shop")).toBeUndefined();
  });

  test("takes Secrets only if asked to", () => {
    const told = "does not include Secrets; set secrets: true to include them";
    expect(refusal({ access }, "v1", "Secret", "shop")).toBe(told);
    expect(refusal({ access, secrets: true }, "v1", "Secret", "shop")).toBeUndefined();
  });

  test.each([
    ["rbac.authorization.k8s.io/v1", "Role", "shop", "rbac.authorization.k8s.io/Role"],
    ["rbac.authorization.k8s.io/v1", "ClusterRole", undefined, "rbac.authorization.k8s.io/ClusterRole"],
    ["example.com/v1", "Deployment", "shop", "example.com/Deployment"],
  ])("takes a %s %s only by a rule of its own", (apiVersion, kind, namespace, told) => {
    const expected = `does not include ${told}; add a rule for it to accessRules`;
    expect(refusal({ access }, apiVersion, kind, namespace)).toBe(expected);
    const ruleFor = (group: string): PolicyRule => ({ apiGroups: [group], resources: ["things"], verbs: ["*"] });
    expect(refusal({ access, further: [ruleFor("other.example.com")] }, apiVersion, kind, namespace)).toBe(expected);
    const group = apiVersion.slice(0, apiVersion.indexOf("/"));
    expect(refusal({ access, further: [ruleFor(group)] }, apiVersion, kind, namespace)).toBeUndefined();
    expect(refusal({ access, further: [ruleFor("*")] }, apiVersion, kind, namespace)).toBeUndefined();
  });

  test("may take what a rule allows whose groups are only known later", () => {
    for (const apiGroups of [pulumi.output(["example.com"]), [pulumi.output("example.com")]]) {
      const further = [{ apiGroups, resources: ["things"], verbs: ["*"] }];
      expect(refusal({ access, further }, "example.com/v1", "Thing", "shop")).toBeUndefined();
    }
  });

  test("takes a kind whose name only looks like one that it takes by a rule of its own", () => {
    expect(refusal({ access }, "v1", "configMap", "shop")).toBe(
      "does not include configMap; add a rule for it to accessRules",
    );
  });

  test("says which field of the object it refuses", () => {
    const web = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "shop" } };
    const spec = { template: { spec: { containers: [{ ports: [{ containerPort: 80, hostPort: 80 }] }] } } };
    expect(
      accessRefusal({ access, secrets: false, further: [] }, { ...web, ...web.metadata }, { ...web, spec } as never),
    ).toBe(
      "does not include spec.template.spec.containers[0].ports[0].hostPort; leave it out, or place the object elsewhere",
    );
  });
});

test("limits of resources belong to who owns the namespaces", () => {
  expect(refusal({}, "v1", "ResourceQuota", "shop")).toBeUndefined();
  expect(refusal({ access: { namespaces: ["shop"] } }, "v1", "ResourceQuota", "shop")).toBe(
    "does not include ResourceQuota; add a rule for it to accessRules",
  );
});

test("namespaces that the federation does not create, or that are not listed, are refused", () => {
  for (const namespace of ["default", "kube-public", "karmada-shop"]) {
    expect(refusal({}, "v1", "Service", namespace)).toBe(
      `does not include namespace "${namespace}", which the federation does not create`,
    );
  }
  expect(refusal({ access: { namespaces: ["shop"] } }, "v1", "Service", "web")).toBe(
    'does not include namespace "web"',
  );
});

describe("deploy", () => {
  const policy = (apiVersion: string, kind: string) => ({
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "login", namespace: "shop" },
    spec: { resourceSelectors: [{ apiVersion, kind }], placement: {} },
  });
  const deploying = (...objects: readonly object[]) =>
    record(() => {
      const kubeconfig = fakeKubeconfig("f", "a");
      const federation = federate(Cluster.fromKubeconfig("f-cluster", kubeconfig), "kairen.com");
      federation.join(Cluster.fromKubeconfig("a-cluster", kubeconfig, { context: "a" }), { access: "workloads" });
      federation.deploy("shop", { toJson: () => [...objects] });
    });

  test("refuses what a member does not grant before anything is applied", async () => {
    const login = { apiVersion: "v1", kind: "Secret", metadata: { name: "login", namespace: "shop" } };
    await expect(deploying(login, policy("v1", "Secret"))).rejects.toThrow(
      'deploy("shop"): Secret shop/login would land on "a-cluster", whose access does not include Secrets; ' +
        "set secrets: true to include them",
    );
  });

  test("refuses pods that take over a node, unless an override may change them", async () => {
    const metadata = { name: "agent", namespace: "shop" };
    const spec = {
      selector: { matchLabels: { app: "agent" } },
      template: {
        metadata: { labels: { app: "agent" } },
        spec: { hostNetwork: true, containers: [{ name: "agent", image: "agent:1" }] },
      },
    };
    const agent = { apiVersion: "apps/v1", kind: "DaemonSet", metadata, spec };
    const override = {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "OverridePolicy",
      metadata,
      spec: {
        resourceSelectors: [{ apiVersion: "apps/v1", kind: "DaemonSet", name: "agent" }],
        overrideRules: [
          { overriders: { plaintext: [{ path: "/spec/template/spec/hostNetwork", operator: "remove" }] } },
        ],
      },
    };
    await expect(deploying(agent, policy("apps/v1", "DaemonSet"))).rejects.toThrow(
      'DaemonSet shop/agent would land on "a-cluster", whose access does not include spec.template.spec.hostNetwork; ' +
        "leave it out, or place the object elsewhere",
    );
    await expect(deploying(agent, policy("apps/v1", "DaemonSet"), override)).resolves.toBeDefined();
  });
});
