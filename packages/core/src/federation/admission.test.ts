import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../clusters/cluster";
import type { ClusterIdentity } from "../clusters/identity";
import { holdWrites, writesAllowed } from "../clusters/write-gate";
import { joinFaults } from "../clusters/identity-faults";
import { checkKubernetes } from "../clusters/kubernetes-range";
import { RELEASE } from "../karmada";
import { admission } from "./admission";

jest.mock("../clusters/write-gate");
jest.mock("../clusters/identity-faults");
jest.mock("../clusters/kubernetes-range");

const cluster = (name: string, known = true): Cluster =>
  ({
    name,
    known,
    kubeconfig: pulumi.output(`kubeconfig of ${name}`),
    identity: {
      observed: pulumi.output({ uid: name }),
      faults: pulumi.output([{ path: name, problem: "own" }]),
    } as unknown as ClusterIdentity,
  }) as Cluster;
const valueOf = <T>(output: pulumi.Output<T>): Promise<T> => (output as unknown as { promise(): Promise<T> }).promise();

function admitted(candidate: Partial<Parameters<typeof admission>[0]> = {}): void {
  admission({
    path: "join",
    federation: "prod",
    release: RELEASE,
    cluster: cluster("a"),
    way: { faults: pulumi.output([{ path: "join", problem: "not trusted" }]), make: () => ({ spec: {}, first: [] }) },
    claim: pulumi.output({ text: "prod of f" }) as never,
    options: {},
    host: cluster("f"),
    earlier: [cluster("b")],
    others: [{ name: "c", id: "c" }, { name: "unknown" }],
    ...candidate,
  });
}
beforeEach(() => {
  jest.resetAllMocks();
  jest.mocked(joinFaults).mockReturnValue([{ path: "join", problem: "another's" }]);
  jest.mocked(checkKubernetes).mockReturnValue(pulumi.output([{ path: "a", problem: "too old" }]));
});
/** The faults that hold back the whole program. */
const held = (): Promise<unknown> => Promise.all(jest.mocked(holdWrites).mock.calls.map(([faults]) => valueOf(faults)));

test("a cluster is compared with the host and with all members whose identity is known, by what they are seen to be", async () => {
  admitted({ options: { access: "workloads", allowHost: true } });
  await valueOf(pulumi.all([...jest.mocked(writesAllowed).mock.calls[0]![0]]));
  expect(joinFaults).toHaveBeenCalledWith(
    { path: "join", federation: "prod", claim: "prod of f", allowHost: true, restricted: true },
    { uid: "a" },
    { uid: "f" },
    { b: { uid: "b" }, c: { uid: "c", version: "" } },
  );
});

test("a cluster with full access, and not allowed as the host, is the default", async () => {
  admitted();
  await valueOf(pulumi.all([...jest.mocked(writesAllowed).mock.calls[0]![0]]));
  expect(jest.mocked(joinFaults).mock.calls[0]![0]).toMatchObject({ allowHost: false, restricted: false });
});

test("nothing is written to the cluster with faults of the join, of the way to it, of its version, or of its identity", async () => {
  admitted();
  expect(await valueOf(pulumi.all([...jest.mocked(writesAllowed).mock.calls[0]![0]]))).toEqual([
    [{ path: "join", problem: "another's" }],
    [{ path: "join", problem: "not trusted" }],
    [{ path: "a", problem: "too old" }],
    [{ path: "a", problem: "own" }],
  ]);
  expect(jest.mocked(checkKubernetes).mock.calls).toEqual([
    [expect.objectContaining({ name: "a" }), "member", RELEASE],
  ]);
});

test("faults of the join hold back the whole program, if every cluster that they compare is known", async () => {
  admitted();
  expect(await held()).toEqual([[{ path: "join", problem: "another's" }], [{ path: "join", problem: "not trusted" }]]);
});

test.each([
  ["the cluster", { cluster: cluster("a", false) }, []],
  ["the host", { host: cluster("f", false) }, [[{ path: "join", problem: "not trusted" }]]],
  ["an earlier member", { earlier: [cluster("b"), cluster("c", false)] }, [[{ path: "join", problem: "not trusted" }]]],
])("a program does not wait for %s if it is not known yet", async (_, candidate, faults) => {
  admitted(candidate);
  expect(await held()).toEqual(faults);
});
