import { RELEASE } from "../karmada";
import * as items from "./host-items";
import { type HostState, hostState } from "./host-state";

jest.mock("./host-items");

const listed = jest.mocked(items.listed);
const SYSTEM = "/apis/apps/v1/namespaces/federation-system";
const workload = (name: string, spec: object, status?: object, karmada?: string): object => ({
  metadata: { name, ...(karmada && { annotations: { "fedstack.dev/karmada": karmada } }) },
  spec,
  status,
});
const all = (replicas: number): object => ({ readyReplicas: replicas, updatedReplicas: replicas });

/** What is read from a host that has these lists, and no others. */
async function stateOf(lists: Record<string, readonly object[]>, dns = true): Promise<HostState> {
  listed.mockReset().mockImplementation((_, path) => Promise.resolve((lists[path] ?? []) as never));
  const namespaces = { system: "federation-system", dns: "federation" };
  return hostState("kubeconfig", RELEASE, { namespaces, answering: dns ? "own" : "nobody" });
}

test("a host where everything runs lacks nothing, and tells the release", async () => {
  const state = await stateOf({
    [`${SYSTEM}/deployments`]: [
      workload("karmada-scheduler", { replicas: 2 }, all(2), "v1.18.2"),
      workload("karmada-webhook", {}, all(1), "v1.18.2"),
      workload("web", {}, all(1), "v9.9.9"),
    ],
    [`${SYSTEM}/statefulsets`]: [workload("etcd", { replicas: 3 }, { readyReplicas: 3 })],
  });
  expect(state).toEqual({ releases: ["v1.18.2"], lacks: [] });
});

test("members of etcd, controllers, name servers and publishers that are not ready are named, and pods of the last change", async () => {
  const { lacks } = await stateOf({
    [`${SYSTEM}/deployments`]: [
      workload("karmada-scheduler", { replicas: 2 }, { readyReplicas: 1, updatedReplicas: 2 }),
      workload("karmada-webhook", {}, {}),
      workload("karmada-controller-manager", { replicas: 2 }, { readyReplicas: 2, updatedReplicas: 1 }),
      workload("karmada-apiserver", { replicas: 0 }),
    ],
    [`${SYSTEM}/statefulsets`]: [workload("etcd", { replicas: 3 }, { readyReplicas: 2 })],
    "/apis/apps/v1/namespaces/federation/deployments": [workload("external-dns-a", { replicas: 1 })],
  });
  expect(lacks).toEqual([
    "Deployment federation-system/karmada-scheduler has 1 of 2 pods ready",
    "Deployment federation-system/karmada-webhook has 0 of 1 pods ready",
    "Deployment federation-system/karmada-controller-manager has changed 1 of 2 pods",
    "Deployment federation-system/karmada-apiserver is scaled to 0",
    "StatefulSet federation-system/etcd has 2 of 3 pods ready",
    "Deployment federation/external-dns-a has 0 of 1 pods ready",
  ]);
});

test("halfway through an upgrade, the state names both releases", async () => {
  const { releases } = await stateOf({
    [`${SYSTEM}/deployments`]: [
      workload("karmada-scheduler", {}, all(1), "v1.19.0"),
      workload("karmada-webhook", {}, all(1), "v1.18.2"),
    ],
  });
  expect(releases).toEqual(["v1.18.2", "v1.19.0"]);
});

const [EARLIER, DUE] = ["2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"];
test.each<[string, object, string[]]>([
  ["has succeeded", { status: { lastScheduleTime: DUE, lastSuccessfulTime: "2026-03-02T00:01:00Z" } }, []],
  ["is being made", { status: { lastScheduleTime: DUE, lastSuccessfulTime: EARLIER, active: [{}] } }, []],
  ["was not due yet", {}, []],
  [
    "has failed",
    { status: { lastScheduleTime: DUE, lastSuccessfulTime: EARLIER } },
    [`the backup of ${DUE} has failed; the last one is of ${EARLIER}`],
  ],
  ["never succeeded", { status: { lastScheduleTime: DUE } }, [`the backup of ${DUE} has failed; there is none`]],
  ["is suspended", { spec: { suspend: true } }, ["backups are suspended"]],
])("a backup that %s is judged so", async (_, job, lacks) => {
  const cronJobs = [
    { metadata: { name: "backup" }, spec: {}, ...job },
    { metadata: { name: "restore-etcd-0" }, spec: { suspend: true } },
  ];
  expect((await stateOf({ "/apis/batch/v1/namespaces/federation-system/cronjobs": cronJobs })).lacks).toEqual(lacks);
});

test("without DNS, its namespace is not asked for", async () => {
  await stateOf({}, false);
  expect(listed.mock.calls.map(([, path]) => path).filter((path) => path.includes("/federation/"))).toEqual([]);
});

test("a host that does not answer is said not to", async () => {
  listed.mockReset().mockRejectedValue(new Error("no response within 10 s"));
  const namespaces = { system: "federation-system", dns: "federation" };
  expect(await hostState("kubeconfig", RELEASE, { namespaces, answering: "own" })).toEqual({
    releases: [],
    lacks: ["the host does not say what it runs: no response within 10 s"],
  });
});
