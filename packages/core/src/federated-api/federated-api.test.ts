import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ApiAccess } from "../host/api-access";
import { Site } from "../host/site";
import { hostSite } from "../host/site.test-support";
import { RELEASE } from "../karmada";
import { withAddOns } from "../karmada/add-ons";
import type { Grant } from "../karmada/grants";
import type { Release } from "../karmada/release";
import { Trust } from "../pki/trust";
import { inputsOf, one } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import { FederatedApi } from "./federated-api";
import { renameStoredModes } from "./renamed-modes";

const mockHooks: pulumi.ResourceHook[] = [];
jest.mock("./renamed-modes", () => ({ renameStoredModes: jest.fn(() => mockHooks) }));

const [CONVERTED] = RELEASE.definitions.converted;
const DEFINITIONS = [CONVERTED!, "works.work.karmada.io"].map((name) => ({ name, spec: { group: name } as never }));
const release = withAddOns(RELEASE, ["estimators", "descheduler", "metricsAdapter"]);
const METRICS = RELEASE.addOns.metricsAdapter;
const grantsIn = ({ components }: Release): readonly Grant[] =>
  Object.values(components).flatMap(({ grants = [] }) => grants);
const CLUSTERS_SERVICE = "federation-v1alpha1.cluster.karmada.io";

const ACCESS: ApiAccess = { server: "https://f.example.com", options: {} };

let resources: RecordedResource[];
let hooked: unknown[][];
beforeAll(async () => {
  resources = await record(() => {
    const host = hostSite().in("system");
    const api = new FederatedApi(
      hostSite({ release }).on({ provider: new k8s.Provider("api", {}) }),
      host,
      new Trust(pulumi.output("the authority")),
    );
    const [namespace] = api.createNamespaces();
    const options = jest.spyOn(Site.prototype, "options");
    api.createDefinitions(DEFINITIONS, ACCESS);
    hooked = options.mock.calls.map(([more]) => [(more?.hooks as pulumi.ResourceHookBinding).beforeUpdate]);
    options.mockRestore();
    api.createRoles(namespace!);
    const server = new k8s.core.v1.ConfigMap("server", {});
    const webhook = new k8s.core.v1.ConfigMap("webhook", {});
    api.registerAggregatedApi(namespace!, server);
    api.registerWebhooks(webhook);
    api.registerApis(namespace!, server, release.components.metricsAdapter!, METRICS.apis!);
  }).then((all) => all.filter(({ type }) => type.startsWith("kubernetes:")));
});
const ofKind = (kind: string): RecordedResource[] => resources.filter(({ type }) => type.endsWith(`:${kind}`));

test("everything is in the federated API, not on the host", () => {
  const own = resources.filter(({ name }) => name.startsWith("federation-"));
  expect(own.length).toBeGreaterThan(20);
  expect(new Set(own.map(({ provider }) => provider))).toEqual(new Set(["api"]));
});

test("the namespaces of the control plane and of its members are kept out of the members", () => {
  expect(ofKind("Namespace").map(({ inputs }) => plain(inputs["metadata"]))).toMatchObject(
    ["karmada-cluster", "system"].map((name) => ({
      name,
      labels: { "karmada.io/system": "true", "namespace.karmada.io/skip-auto-propagation": "true" },
    })),
  );
});

test("no definition changes before what is stored has the names that the release knows", () => {
  expect(jest.mocked(renameStoredModes).mock.calls).toEqual([["federation-renamed-modes", ACCESS, release]]);
  expect(hooked).toHaveLength(DEFINITIONS.length);
  for (const [hooks] of hooked) expect(hooks).toBe(mockHooks);
});

test("kinds that Karmada stores in another version are converted by its webhook, and no others", () => {
  const conversionOf = (name: string): unknown =>
    inputsOf<{ spec: { conversion?: unknown } }>(resources, ":CustomResourceDefinition", `federation-${name}`).spec
      .conversion;
  expect(conversionOf(CONVERTED!)).toMatchObject({
    strategy: "Webhook",
    webhook: {
      clientConfig: {
        url: "https://karmada-webhook.system.svc:443/convert",
        caBundle: Buffer.from("the authority").toString("base64"),
      },
    },
  });
  expect(conversionOf("works.work.karmada.io")).toBeUndefined();
});

test("every right is bound to one user", () => {
  const bindings = [...ofKind("ClusterRoleBinding"), ...ofKind("RoleBinding")];
  expect(bindings).toHaveLength(grantsIn(release).length + 3);
  for (const { inputs } of bindings) expect(plain(inputs["subjects"])).toMatchObject([{ kind: "User" }]);
});

test("a role of the release has its own rules, and one that Kubernetes has is only bound", () => {
  const roles = ofKind("ClusterRole").map(({ inputs }) => plain<{ name: string }>(inputs["metadata"]).name);
  const granted = grantsIn(release).filter(({ ownNamespace }) => !ownNamespace);
  for (const { role, rules } of granted) expect([role, roles.includes(role)]).toEqual([role, rules !== undefined]);
  const bound = ofKind("ClusterRoleBinding").map(({ inputs }) => plain<{ name: string }>(inputs["roleRef"]).name);
  expect(bound).toEqual(expect.arrayContaining(granted.map(({ role }) => role)));
});

test("a right in the namespace of the control plane is a role there, after the namespace", () => {
  const inside = grantsIn(release).filter(({ ownNamespace }) => ownNamespace);
  expect(inside).toHaveLength(2);
  for (const { role, rules } of inside) {
    const { dependsOn, inputs } = one(resources, ":Role", `federation-${role}`);
    expect(plain(inputs)).toMatchObject({ metadata: { name: role, namespace: "system" }, rules });
    expect(dependsOn).toContain("federation-api-system");
    expect(inputsOf(resources, ":RoleBinding", `federation-${role}`)).toMatchObject({
      metadata: { namespace: "system" },
      subjects: [{ kind: "User", name: role.replace(/:estimators$/, "") }],
    });
  }
});

test("roles for users of a namespace are added to those that Kubernetes aggregates", () => {
  for (const { to, rules } of RELEASE.aggregatedRoles) {
    expect(inputsOf(resources, ":ClusterRole", `federation-karmada-${to}`)).toMatchObject({
      metadata: { labels: { [`rbac.authorization.k8s.io/aggregate-to-${to}`]: "true" } },
      rules,
    });
  }
});

test("the aggregated API is registered once its server is there, verified, and complete when it responds", () => {
  const { metadata, spec } = inputsOf<{ metadata: object; spec: object }>(resources, ":APIService", CLUSTERS_SERVICE);
  expect(metadata).toMatchObject({ annotations: { "pulumi.com/waitFor": "condition=Available" } });
  expect(spec).toMatchObject({
    group: "cluster.karmada.io",
    version: "v1alpha1",
    caBundle: Buffer.from("the authority").toString("base64"),
    service: { name: "karmada-aggregated-apiserver", namespace: "system" },
  });
  const { dependsOn } = one(resources, ":APIService", CLUSTERS_SERVICE);
  expect(dependsOn).toEqual(expect.arrayContaining(["server", "federation-api-karmada-aggregated-apiserver"]));
});

test("every API of another server is registered in the same way", () => {
  const served = ofKind("APIService").filter(({ name }) => /metrics/.test(name));
  expect(served.map(({ name }) => name)).toEqual([
    "federation-v1beta1.custom.metrics.k8s.io",
    "federation-v1beta1.metrics.k8s.io",
    "federation-v1beta2.custom.metrics.k8s.io",
  ]);
  for (const { dependsOn, inputs } of served) {
    expect(dependsOn).toEqual(expect.arrayContaining(["server", "federation-api-karmada-metrics-adapter"]));
    expect(plain(inputs["spec"])).toMatchObject({
      group: expect.stringMatching(/^(custom\.)?metrics\.k8s\.io$/),
      caBundle: Buffer.from("the authority").toString("base64"),
      service: { name: "karmada-metrics-adapter", namespace: "system" },
    });
  }
});

test("servers that ask who calls them may read how the API server tells it, and nobody else", () => {
  const readers = ofKind("RoleBinding").filter(
    ({ inputs }) => plain<{ namespace: string }>(inputs["metadata"]).namespace === "kube-system",
  );
  expect(readers.map(({ inputs }) => plain<{ name: string }[]>(inputs["subjects"])[0]!.name).sort()).toEqual([
    "system:karmada:aggregated-apiserver",
    "system:karmada:metrics-adapter",
  ]);
});

test("webhooks are registered once the webhook is ready, and call it by the name in its certificate", () => {
  const configurations = [...ofKind("MutatingWebhookConfiguration"), ...ofKind("ValidatingWebhookConfiguration")];
  expect(configurations).toHaveLength(2);
  for (const { dependsOn, inputs } of configurations) {
    expect(dependsOn).toContain("webhook");
    for (const { clientConfig } of plain<{ clientConfig: { url: string } }[]>(inputs["webhooks"])) {
      expect(clientConfig.url).toMatch(/^https:\/\/karmada-webhook\.system\.svc:443\//);
    }
  }
});
