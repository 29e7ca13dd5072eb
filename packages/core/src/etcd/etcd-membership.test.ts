import * as pulumi from "@pulumi/pulumi";
import { guardInputs } from "../kube/annotation-guard";
import { cluster, federate, one, recordedOnce } from "../recorded.test-support";
import { plain, record, type RecordedResource } from "../testing";
import { EtcdMembers } from "./etcd-members";
import { etcdMembership } from "./etcd-membership";
import { type SeenEtcd, seeEtcd } from "./seen-etcd";
import { hostSite } from "../host/site.test-support";

jest.mock("../kube/annotation-guard", () => ({
  ...jest.requireActual<object>("../kube/annotation-guard"),
  guardInputs: jest.fn(() => []),
}));
jest.mock("./seen-etcd", () => ({ ...jest.requireActual<object>("./seen-etcd"), seeEtcd: jest.fn() }));

/** A federation with three etcd members, of which some are founders. */
const recorded = recordedOnce((founders: number) =>
  record(() => void federate(cluster("f-cluster", "f"), "kairen.com", { etcd: { replicas: 3 } }), {
    outputs: ({ type, name }) =>
      type === "pulumi:index:Stash" && name === "federation-etcd-founders" ? { output: founders } : undefined,
  }),
);
const peers = [0, 1, 2].map((n) => `etcd-${n}=https://etcd-${n}.etcd.federation-system.svc.cluster.local:2380`);
const podOf = (resources: readonly RecordedResource[]): unknown =>
  plain<{ spec: { template: unknown } }>(one(resources, ":StatefulSet", "federation-etcd").inputs).spec.template;

test("founders start a new etcd together", async () => {
  expect(one(await recorded(3), ":ConfigMap", "federation-etcd").inputs["data"]).toEqual({
    INITIAL_CLUSTER: peers.join(","),
    INITIAL_CLUSTER_STATE: "new",
  });
});

test("members that were not founders join the etcd that exists", async () => {
  expect(one(await recorded(1), ":ConfigMap", "federation-etcd").inputs["data"]).toEqual({
    INITIAL_CLUSTER: peers.join(","),
    INITIAL_CLUSTER_STATE: "existing",
  });
});

test("members that run are not restarted when others join", async () => {
  const single = await record(() => void federate(cluster("f-cluster", "f"), "kairen.com"));
  expect(podOf(await recorded(1))).toEqual(podOf(single));
});

test("members start after they can find each other, and the API servers after all of them vote", async () => {
  const resources = await recorded(1);
  expect(one(resources, ":StatefulSet", "federation-etcd").dependsOn).toContain("federation-etcd");
  expect(one(resources, ":Deployment", "federation-karmada-apiserver").dependsOn).toContain("federation-etcd-members");
});

test("the state keeps the number of founders", async () => {
  const founders = one(await recorded(1), ":Stash", "federation-etcd-founders");
  expect(founders).toMatchObject({ inputs: { input: 3 }, parent: "federation-control-plane" });
  expect(one(await recorded(1), ":Stash", "federation-etcd-members").inputs).toEqual({ input: 3 });
});

test.each([
  [1, { replaceOnChanges: ["input"] }],
  [3, { ignoreChanges: ["input"] }],
] as const)("the number of founders stays, but for a single member: %i", async (replicas, options) => {
  const { Stash } = pulumi;
  const stash = jest
    .spyOn(pulumi, "Stash")
    .mockImplementation(((...args: ConstructorParameters<typeof Stash>) => new Stash(...args)) as never);
  await record(() => void federate(cluster("f-cluster", "f"), "kairen.com", { etcd: { replicas } }));
  const founders = stash.mock.calls.find(([name]) => name === "federation-etcd-founders");
  expect(founders).toMatchObject([expect.anything(), { input: replicas }, options]);
  stash.mockRestore();
});

describe("with a host that can be asked", () => {
  const kubeconfig = (more: object): string =>
    JSON.stringify({ clusters: [{ cluster: { server: "https://f.example", ...more } }], users: [{ user: {} }] });
  const guards = new Map<string, Parameters<typeof guardInputs>[1]>();
  beforeEach(() => {
    guards.clear();
    jest.mocked(seeEtcd).mockReset();
    jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
    jest.mocked(guardInputs).mockImplementation((name, refusal) => {
      guards.set(name, refusal);
      return [];
    });
  });
  afterEach(() => void jest.restoreAllMocks());

  const memberships = (founders: number, wanted: 1 | 3, more: object = {}): Promise<RecordedResource[]> =>
    record(
      () => {
        const site = hostSite({}, { kubeconfig: pulumi.output(kubeconfig(more)) }).in("system");
        etcdMembership(site, site.release.components.etcd, new EtcdMembers(site, "etcd", wanted), "etcd", "5Gi");
      },
      { outputs: ({ type }) => (type === "pulumi:index:Stash" ? { output: founders } : undefined), preview: true },
    );

  test.each<[string, number, 1 | 3, Partial<SeenEtcd>, string]>([
    ["found it while all of them run", 3, 3, {}, "new"],
    ["join it while one of them has lost its data", 3, 3, { lost: ["etcd-1"] }, "existing"],
    ["join it once one of them has come back", 3, 3, { joins: true }, "existing"],
    ["join it while it shrinks", 1, 1, {}, "existing"],
    ["join it when it has grown", 1, 3, {}, "existing"],
    ["found it when it has never run, whatever was planned before", 1, 3, { replicas: 0 }, "new"],
  ])("members that start without data %s", async (_, founders, wanted, more, state) => {
    jest
      .mocked(seeEtcd)
      .mockResolvedValue({ replicas: 3, joins: false, follows: false, grows: false, unready: [], lost: [], ...more });
    const config = one(await memberships(founders, wanted), ":ConfigMap", "federation-etcd");
    expect(config.inputs["data"]).toMatchObject({ INITIAL_CLUSTER_STATE: state });
  });

  /** What the guard of the StatefulSet says to another number of members, and what that of the record says. */
  async function refusals(founders: number, running: number, wanted: 1 | 3, more: object = {}): Promise<unknown[]> {
    await memberships(founders, wanted, more);
    return [
      guards.get("federation-etcd-unseen")!({ spec: { replicas: running } }, { spec: { replicas: wanted } }),
      guards.get("federation-etcd-members-unseen")!({ input: running }, { input: wanted }),
    ];
  }

  test.each([
    ["shrink", 3, 3, 1],
    ["go back after it has grown", 1, 3, 1],
    ["grow", 1, 1, 3],
  ] as const)("an etcd does not %s where it cannot be asked", async (_, founders, running, wanted) => {
    jest.mocked(seeEtcd).mockRejectedValue(new Error("it answers with 403"));
    const refused = `etcd.replicas: cannot change from ${running} to ${wanted}, because .*: it answers with 403; `;
    expect(await refusals(founders, running, wanted)).toEqual([
      expect.stringMatching(refused),
      expect.stringMatching(refused),
    ]);
  });

  test("volumes do not grow where the members cannot be seen", async () => {
    jest.mocked(seeEtcd).mockRejectedValue(new Error("it answers with 403"));
    await memberships(1, 1);
    const of = (size: string): Record<string, unknown> => ({
      metadata: { annotations: { "fedstack.dev/volume-size": size } },
    });
    const guard = guards.get("federation-etcd-volumes-unseen")!;
    expect(guard(of("5Gi"), of("10Gi"))).toMatch(
      /^etcd.storage.size: cannot change from 5Gi to 10Gi, because .*: it answers/,
    );
    expect(guard(of("10Gi"), of("10Gi"))).toBeUndefined();
  });

  test("an etcd that has grown stays as it is, and one does not begin to grow, through a proxy", async () => {
    const proxy = { "proxy-url": "socks5://127.0.0.1:1080" };
    expect(await refusals(1, 3, 3, proxy)).toEqual([undefined, undefined]);
    expect(await refusals(1, 1, 3, proxy)).toEqual([
      expect.stringContaining("proxy-url"),
      expect.stringContaining("proxy-url"),
    ]);
    expect(seeEtcd).not.toHaveBeenCalled();
  });

  test("nothing is refused where the host can be asked", async () => {
    jest.mocked(seeEtcd).mockResolvedValue(undefined);
    expect(await refusals(3, 1, 3)).toEqual([undefined, undefined]);
  });
});
