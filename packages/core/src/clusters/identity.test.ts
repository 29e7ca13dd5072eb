import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "./cluster";
import { ClusterIdentity } from "./identity";
import { observe, type Observation } from "./observation";
import type { Federation } from "../federation/federation";
import { InvalidInputError } from "../validation/errors";
import { federate } from "../recorded.test-support";
import { fakeKubeconfig, plain, record, type RecordedResource, type RecordOptions } from "../testing";

jest.mock("./observation");

const UID = { f: uidOf("f"), a: uidOf("a"), b: uidOf("b") };
function uidOf(letter: string): string {
  return `${letter.repeat(8)}-0000-4000-8000-000000000000`;
}
/** What each server answers, by the first label of its name. */
let answers: Record<string, Partial<Observation>>;
/** Identities that the state has recorded. */
let recorded: Record<string, string>;

beforeEach(() => {
  answers = { f: { uid: UID.f }, a: { uid: UID.a }, b: { uid: UID.b } };
  recorded = {};
  jest.mocked(observe).mockImplementation((kubeconfig) => {
    const [, server = ""] = /https:\/\/(\w)\./.exec(kubeconfig) ?? [];
    return Promise.resolve({ uid: "", version: "v1.34.4", ...answers[server] });
  });
});

type Program = (federation: Federation, a: Cluster, b: Cluster) => void;

/** What a program with a host and two clusters registers. */
function run(program: Program, options: RecordOptions = {}): Promise<RecordedResource[]> {
  const kubeconfig = fakeKubeconfig("f", "a", "b");
  const cluster = (name: string): Cluster => Cluster.fromKubeconfig(`${name}-cluster`, kubeconfig, { context: name });
  return record(() => program(federate(cluster("f"), "kairen.com"), cluster("a"), cluster("b")), {
    ...options,
    outputs: ({ type, name }) => {
      options.outputs?.({ type, name });
      const output = recorded[name.replace(/-cluster-identity$/, "")];
      return type === "pulumi:index:Stash" && output ? { output } : undefined;
    },
  });
}

/** How a program is refused. */
async function refusal(program: Program, options?: RecordOptions): Promise<string> {
  const ended = await run(program, options).catch((error: unknown) => error);
  expect(ended).toBeInstanceOf(InvalidInputError);
  return (ended as InvalidInputError).message;
}

test("the identity of each cluster is recorded in the state", async () => {
  const resources = await run((federation, a) => void federation.join(a));
  const stashes = resources.filter(({ type, name }) => type === "pulumi:index:Stash" && name.endsWith("-identity"));
  expect(stashes.map(({ name, inputs }) => [name, inputs["input"]])).toEqual([
    ["a-cluster-identity", UID.a],
    ["b-cluster-identity", UID.b],
    ["f-cluster-identity", UID.f],
  ]);
}, 60_000);

test.each([
  ["two members", { a: UID.b, b: UID.a }],
  ["host and member", { f: UID.a, a: UID.f }],
])(
  "with %s swapped, both are refused with both identities",
  async (_, swapped) => {
    recorded = UID;
    answers = Object.fromEntries(Object.entries({ ...UID, ...swapped }).map(([server, uid]) => [server, { uid }]));
    for (const preview of [true, false]) {
      const error = await refusal(
        (federation, a, b) => {
          federation.join(a);
          federation.join(b);
        },
        { preview },
      );
      for (const [name, uid] of Object.entries(swapped)) {
        expect(error).toContain(
          `cluster "${name}-cluster": its kubeconfig leads to another cluster than before: "${name}-cluster" has the ` +
            `identity ${UID[name as "a"]}, but the cluster that answers has ${uid}`,
        );
      }
    }
  },
  60_000,
);

test.each(["preview", "up"])(
  "a member that is too old is refused by %s before anything is made",
  async (how) => {
    answers["a"] = { uid: UID.a, version: "v1.25.0" };
    const made: string[] = [];
    let madeBefore: string[] | undefined;
    const seen = jest.mocked(observe).getMockImplementation()!;
    jest.mocked(observe).mockImplementation(async (kubeconfig) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      madeBefore = made.filter((type) => type.startsWith("kubernetes:"));
      return seen(kubeconfig);
    });
    const error = await refusal((federation, a) => void federation.join(a), {
      preview: how === "preview",
      outputs: ({ type }) => void made.push(type),
    });
    expect(error).toContain('cluster "a-cluster": runs Kubernetes v1.25.0, but Karmada 1.18 supports 1.');
    expect(made).toContain("fedstack:index:Membership");
    expect(madeBefore).toEqual([]);
  },
  60_000,
);

test("a cluster that was rebuilt is refused although nothing claims it", async () => {
  recorded = { ...UID, a: uidOf("c") };
  const error = await refusal((federation, a) => void federation.join(a));
  expect(error).toContain(`"a-cluster" has the identity ${uidOf("c")}, but the cluster that answers has ${UID.a}`);
}, 60_000);

test("a cluster that is replaced on purpose has another identifier, which replaces everything in it", async () => {
  recorded = { ...UID, new: uidOf("c") };
  const resources = await run((_, { provider }) => {
    void provider;
    void Cluster.fromKubeconfig("new-cluster", fakeKubeconfig("a"), { id: UID.a }).strictProvider;
  });
  const identifiers = resources
    .filter(({ type }) => type === "pulumi:providers:kubernetes")
    .map(({ name, inputs }) => [name, inputs["clusterIdentifier"]]);
  expect(identifiers).toContainEqual(["a-cluster", "a-cluster"]);
  expect(identifiers).toContainEqual(["new-cluster", `new-cluster-${UID.a}`]);
}, 60_000);

test("one cluster under two names is refused", async () => {
  answers["b"] = { uid: UID.a };
  const error = await refusal((federation, a, b) => {
    federation.join(a);
    federation.join(b);
  });
  expect(error).toContain('join("b-cluster"): is the same cluster as "a-cluster"');
}, 60_000);

test("a cluster is not claimed before the check that it may join, for which earlier members are looked at", async () => {
  const registered: string[] = [];
  const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  let look = (): void => undefined;
  const looked = new Promise<void>((resolve) => (look = resolve));
  const seen = jest.mocked(observe).getMockImplementation()!;
  jest.mocked(observe).mockImplementation(async (kubeconfig) => {
    if (kubeconfig.includes("https://a.")) await looked;
    return seen(kubeconfig);
  });
  const known = Cluster.fromKubeconfig.bind(Cluster, "f", fakeKubeconfig("f"));
  const unknown = (name: string): Cluster => Cluster.fromKubeconfig(name, pulumi.output(fakeKubeconfig(name)));
  const recording = record(
    () => {
      const federation = federate(known(), "kairen.com");
      federation.join(unknown("a"));
      federation.join(unknown("b"));
    },
    { outputs: ({ name }) => void registered.push(name) },
  );
  while (!registered.includes("b")) await pause();
  for (let i = 0; i < 200; i++) await pause();
  expect(registered).not.toContain("federation-b-claim");
  look();
  await recording;
  expect(registered).toContain("federation-b-claim");
}, 60_000);

test("the host under another name is refused", async () => {
  answers["a"] = { uid: UID.f };
  const error = await refusal((federation, a) => void federation.join(a));
  expect(error).toContain('join("a-cluster"): is the host of federation "federation"');
}, 60_000);

test("claims of two federations of one name differ by their hosts", async () => {
  const resources = await run((federation, a) => void federation.join(a));
  const claim = resources.find(({ name }) => name === "federation-a-cluster-claim");
  expect(plain<{ metadata: object }>(claim!.inputs).metadata).toMatchObject({
    annotations: {
      "fedstack.dev/member-of": `a-cluster of federation federation on host ${UID.f}`,
      "pulumi.com/patchFieldManager": "fedstack-federation/a-cluster/ffffffff",
    },
  });
}, 60_000);

test("a recorded identity is never written over, and a cluster that was not identified is not recorded", async () => {
  const hooks: ((args: { newInputs: object }) => Promise<void>)[] = [];
  const stashed: pulumi.CustomResourceOptions[] = [];
  const mocks = [
    jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never),
    jest.spyOn(pulumi, "ResourceHook").mockImplementation(((_: string, hook: (typeof hooks)[number]) => {
      hooks.push(hook);
      return {};
    }) as never),
    jest.spyOn(pulumi, "Stash").mockImplementation(((_: string, __: object, options: pulumi.CustomResourceOptions) => {
      stashed.push(options);
      return { output: pulumi.output("") };
    }) as never),
    jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined),
  ];
  new ClusterIdentity("a", pulumi.output({ reason: "no route to host" }), {} as pulumi.Resource);
  await new Promise((resolve) => setImmediate(resolve));
  mocks.forEach((mock) => mock.mockRestore());
  expect(stashed).toMatchObject([{ ignoreChanges: ["input"], hooks: { beforeCreate: [{}] } }]);
  const [identified] = hooks;
  await identified!({ newInputs: { input: UID.a } });
  await expect(identified!({ newInputs: { input: "" } })).rejects.toThrow(
    /^cluster "a": cannot be identified: no route to host; make it reachable/,
  );
});
