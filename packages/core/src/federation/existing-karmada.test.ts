import type { ClusterObject } from "../departures/clusters";
import type { Answer, Ask } from "../kubeconfig/ask";
import type { Definition } from "../karmada/definitions";
import { RELEASE } from "../karmada";
import { federationLabels } from "../kube/labels";
import { askKarmada, memberOf } from "./existing-karmada";

const API_SERVICE = "/apis/apiregistration.k8s.io/v1/apiservices/v1alpha1.cluster.karmada.io";
const NAMESPACE = "/api/v1/namespaces/karmada-cluster";
const CLUSTERS = "/apis/cluster.karmada.io/v1alpha1/clusters";
const DEFINITION = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/works.work.karmada.io";

const definition = (...fields: readonly string[]): Definition => ({
  name: "works.work.karmada.io",
  spec: {
    versions: [
      {
        storage: true,
        schema: { openAPIV3Schema: { properties: Object.fromEntries(fields.map((name) => [name, {}])) } },
      },
    ],
  } as never,
});
const found = (body: object): Answer => ({ status: 200, body, message: "" });
const cluster = (name: string, more: object = {}): ClusterObject => ({ metadata: { name, ...more } });

/** What a Karmada of the supported release answers. */
const KARMADA: Record<string, Answer> = {
  [API_SERVICE]: found({ spec: { service: { namespace: "karmada-prod" } } }),
  [NAMESPACE]: found({ metadata: { labels: {} } }),
  [CLUSTERS]: found({
    items: [
      cluster("us-1"),
      cluster("eu-1"),
      cluster("old", { deletionTimestamp: "2026-01-01" }),
      cluster("own", { labels: federationLabels("shop") }),
    ],
  }),
  [DEFINITION]: found(definition("spec")),
};

const asked = (answers: Record<string, Answer>): ReturnType<typeof askKarmada> => {
  const ask: Ask = ({ path }) =>
    Promise.resolve({ ...KARMADA, ...answers }[path] ?? { status: 404, body: undefined, message: "not found" });
  return askKarmada(ask, 'cluster "karmada"', "shop", RELEASE, [definition("spec")]);
};
const refused = (answers: Record<string, Answer>): Promise<string> =>
  asked(answers).then(
    () => "nothing",
    (error: Error) => error.message,
  );
const without = (status: number, message: string): Answer => ({ status, body: undefined, message });

test("the members of others are those that neither leave nor were joined by the program, and the control plane's namespace is where Clusters are served", async () => {
  const { others, systemNamespace } = await asked({});
  expect(others.map(({ name }) => name)).toEqual(["eu-1", "us-1"]);
  expect(systemNamespace).toBe("karmada-prod");
  expect((await asked({ [API_SERVICE]: found({ spec: {} }) })).systemNamespace).toBe("karmada-system");
});

test("the first look of the program is the one that found the members", async () => {
  const { look } = await asked({});
  const clusters = await look.clusters(() => Promise.reject(new Error("asked again")));
  expect(clusters).toHaveLength(4);
});

test.each<[string, Answer, RegExp]>([
  [
    "does not answer",
    without(0, "connect ECONNREFUSED"),
    /does not answer: connect ECONNREFUSED; check its address and its certificate authority, and run the program where/,
  ],
  [
    "belongs to another API",
    without(404, "not found"),
    /is not the API server of a Karmada: .*; use the kubeconfig that/,
  ],
  [
    "refuses its user",
    without(403, "not allowed"),
    /does not say whether it is a Karmada API server: not allowed; use a kubeconfig/,
  ],
])("an API server that %s is refused with what to do", async (_, answer, message) => {
  const told = await refused({ [API_SERVICE]: answer });
  expect(told).toMatch(/^cluster "karmada": /);
  expect(told).toMatch(message);
});

test("another release is refused by the fields that it lacks or has besides", async () => {
  expect(await refused({ [DEFINITION]: found(definition("spec", "newer")) })).toMatch(
    /^cluster "karmada": runs a release .* not support: its works\.work\.karmada\.io has newer besides; use Karmada 1\.18, /,
  );
  expect(await refused({ [DEFINITION]: found(definition()) })).toContain("its works.work.karmada.io lacks spec; use");
  expect(await refused({ [DEFINITION]: without(404, "") })).toContain("it has no works.work.karmada.io; use");
  expect(await refused({ [DEFINITION]: without(403, "not allowed") })).toMatch(
    /does not tell which release it runs: not allowed; use a kubeconfig of an administrator/,
  );
});

test("a federation of the same name that installed the control plane is refused, together with everything else", async () => {
  const installed = (name: string): Answer => found({ metadata: { labels: federationLabels(name) } });
  const told = await refused({ [NAMESPACE]: installed("shop"), [DEFINITION]: found(definition()) });
  expect(told.split("\n")).toEqual([
    expect.stringMatching(/^name: "shop" is the name of the federation that installed this Karmada; use another name /),
    expect.stringContaining("lacks spec"),
  ]);
  expect(await refused({ [NAMESPACE]: installed("platform") })).toBe("nothing");
});

test("members that cannot be listed are refused", async () => {
  expect(await refused({ [CLUSTERS]: without(403, "not allowed") })).toMatch(
    /^cluster "karmada": does not tell its members: not allowed; use a kubeconfig of an administrator/,
  );
});

test("a member has the place and the taints of its Cluster, but not those that pass by themselves", () => {
  const spec = {
    id: "00000000-0000-0000-0000-000000000001",
    provider: "aws",
    region: "eu",
    zones: ["eu-1a", "eu-1b"],
    taints: [
      { key: "gpu", value: "only", effect: "NoSchedule", timeAdded: "2026-01-01T00:00:00Z" },
      { key: "cluster.karmada.io/not-ready", effect: "NoSchedule" },
    ],
  };
  expect(memberOf({ metadata: { name: "eu-1", labels: { tier: "prod" } }, spec })).toEqual({
    name: "eu-1",
    id: "00000000-0000-0000-0000-000000000001",
    labels: { tier: "prod" },
    cloudProvider: "aws",
    region: "eu",
    zones: ["eu-1a", "eu-1b"],
    taints: [{ key: "gpu", value: "only", effect: "NoSchedule" }],
  });
  expect(memberOf({ metadata: { name: "old" }, spec: { provider: "", region: "", zone: "z" } })).toMatchObject({
    cloudProvider: undefined,
    region: undefined,
    zones: ["z"],
    taints: [],
  });
});
