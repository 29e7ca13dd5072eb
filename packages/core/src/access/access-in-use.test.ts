import * as pulumi from "@pulumi/pulumi";
import type { ApiAccess } from "../host/api-access";
import { guardInputs } from "../kube/annotation-guard";
import * as api from "../kubeconfig/ask";
import { federate } from "../recorded.test-support";
import { fakeKubeconfig, record } from "../testing";
import { inUseRefusal, keepAccessInUse } from "./access-in-use";
import { Cluster } from "../clusters/cluster";

jest.mock("../kube/annotation-guard", () => ({
  ...jest.requireActual<object>("../kube/annotation-guard"),
  guardInputs: jest.fn(() => []),
}));
jest.mock("../kubeconfig/ask", () => ({
  ...jest.requireActual<typeof api>("../kubeconfig/ask"),
  asking: jest.fn(),
}));

type Work = Parameters<typeof inUseRefusal>[2][number];

const LABELS = { "resourcebinding.karmada.io/permanent-id": "1" };
const workOf = (kind: string, namespace?: string, labels?: Record<string, string>, apiVersion = "v1"): Work => ({
  metadata: { labels },
  spec: { workload: { manifests: [{ apiVersion, kind, metadata: { name: "one", namespace } }] } },
});
const NARROW = { access: "workloads", secrets: false, further: [] } as const;
const REFUSAL =
  'join("a"): cannot be given less access while it has Secret shop/one: ' +
  "Karmada could neither change nor delete that there; take it away in an up of its own first";

afterEach(() => void jest.restoreAllMocks());

test("an access is not narrowed while the member has what needs more", () => {
  const placed = [workOf("ConfigMap", "shop", LABELS), workOf("Secret", "shop", LABELS)];
  expect(inUseRefusal("a", NARROW, placed)).toBe(REFUSAL);
  expect(inUseRefusal("a", { ...NARROW, secrets: true }, placed)).toBeUndefined();
  expect(inUseRefusal("a", { ...NARROW, access: { namespaces: ["web"] } }, placed)).toContain(
    "it has ConfigMap shop/one, Secret shop/one",
  );
  const clusterWide = workOf(
    "ClusterRole",
    undefined,
    { "clusterresourcebinding.karmada.io/permanent-id": "1" },
    "x/v1",
  );
  expect(inUseRefusal("a", NARROW, [clusterWide])).toContain("it has ClusterRole one");
});

test("what Karmada has made for itself, and what is empty, needs nothing", () => {
  const own = [workOf("ClusterRole"), workOf("Secret", "shop", { "karmada.io/managed": "true" })];
  expect(inUseRefusal("a", NARROW, [...own, { metadata: { labels: LABELS } }])).toBeUndefined();
});

test("the roles of a member ask the federated API before they are changed, and go on where it does not answer", async () => {
  const kubeconfig = fakeKubeconfig("f", "a");
  const guards = new Map<string, Parameters<typeof guardInputs>[1]>();
  jest.mocked(guardInputs).mockImplementation((name, refusal) => {
    guards.set(name, refusal);
    return [];
  });
  await record(() => {
    const federation = federate(Cluster.fromKubeconfig("f", kubeconfig, { context: "f" }), "example.org");
    federation.join(Cluster.fromKubeconfig("a", kubeconfig, { context: "a" }), { access: "workloads" });
  });
  const guard = guards.get("federation-a-access-in-use")!;
  const asked: string[] = [];
  const answer = (body: unknown): void =>
    void jest.mocked(api.asking).mockReturnValue(({ path }) => {
      asked.push(path);
      return Promise.resolve({ status: body ? 200 : 0, body, message: "" });
    });
  answer({ items: [workOf("Secret", "shop", LABELS)] });
  expect(await guard({}, {})).toBe(REFUSAL);
  expect(asked).toEqual(["/apis/work.karmada.io/v1alpha1/namespaces/karmada-es-a/works"]);
  answer(undefined);
  expect(await guard({}, {})).toBeUndefined();
});

test("a preview goes on if the way to the federated API is known only later", async () => {
  let guard: Parameters<typeof guardInputs>[1] | undefined;
  jest.mocked(guardInputs).mockImplementation((_, refusal) => {
    guard = refusal;
    return [];
  });
  const later = pulumi.output(pulumi.unknown as unknown as string);
  const access = { endpoint: later, trust: { serverBundle: later }, client: { certificate: later, key: later } };
  keepAccessInUse("a-access-in-use", access as unknown as ApiAccess, "a", NARROW);
  expect(await guard!({}, {})).toBeUndefined();
});
