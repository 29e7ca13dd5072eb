import { asTheyWere, difference, inventory, type KubernetesObject, list } from "./kubernetes";
import { CLUSTERS, eventually, HAS_OPERATOR, kubectl, live, missing } from "./lab";
import { type Pod, podsOf, unready } from "./pods";
import { Stack } from "./stack";

type Outputs = Record<string, { readonly kubeconfig: string; readonly nameServers: readonly string[] }>;

const OPERATOR = missing().length > 0 || HAS_OPERATOR ? missing() : ["no image of etcd-operator (test/lab/README.md)"];
const records = HAS_OPERATOR ? { kind: "operator", replicas: 1 } : { kind: "etcd" };
const east = { name: "east", zone: "east.example.", members: ["a"], dns: { records } };
const west = {
  name: "west",
  zone: "west.example.",
  members: ["b"],
  dns: { records: { kind: "etcd" } },
  evictFromLostMembers: true,
  backups: true,
};

/** What the program applies if it is configured to. */
const SETTINGS = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings", namespace: "tools" },
  data: { LEVEL: "info" },
};

const stack = new Stack("test/live/programs/federations");
/** The same program, run by somebody else. */
const other = new Stack("test/live/programs/federations", "other");
let before: Record<string, string>;
let outputs: Outputs;

const deploy = async (step: string, ...federations: object[]): Promise<void> => {
  await stack.configure({ federations });
  await stack.up(step);
};
const namesOf = async (name: string, kind: string): Promise<string[]> => {
  const federation = stack.keep(`${name}.conf`, outputs[name]!.kubeconfig);
  return (await list(federation, kind)).map(({ metadata }) => metadata.name);
};
const clustersOf = (name: string): Promise<string[]> => namesOf(name, "clusters");

/** What would change if something were written to either federation's Clusters or to the members' claims. */
async function written(): Promise<string[]> {
  const clusters = ["east", "west"].map((name) =>
    list<KubernetesObject & { readonly spec: object }>(
      stack.keep(`${name}.conf`, outputs[name]!.kubeconfig),
      "clusters",
    ),
  );
  const claims = CLUSTERS.map((cluster) =>
    kubectl(cluster, "get", "namespace", "kube-system", "-o", "jsonpath={.metadata.resourceVersion}"),
  );
  const specs = (await Promise.all(clusters)).flat().map(({ metadata, spec }) => JSON.stringify([metadata.uid, spec]));
  return [...specs, ...(await Promise.all(claims))];
}

const leadsElsewhere = (cluster: string, claim: string): RegExp =>
  new RegExp(
    `cluster "${cluster}": its kubeconfig leads to another cluster .* the cluster that answers has .*${claim}`,
  );

afterAll(() => Promise.all([stack.remove(), other.remove()]));

live("Two federations run on one host, each with its own namespaces, ports and roles", async () => {
  before = await inventory("uid");
  await stack.init({});
  await deploy("up of two federations", east, west);
  ({ federations: outputs } = await stack.outputs<{ federations: Outputs }>());
  expect(unready(await podsOf("east", "east-system", "west", "west-system"))).toEqual([]);
  expect(outputs["east"]!.nameServers).not.toEqual(outputs["west"]!.nameServers);
  expect(await clustersOf("east")).toEqual(["a-cluster"]);
  expect(await clustersOf("west")).toEqual(["b-cluster"]);
});

live("A custom resource that comes with its definition is in the member within a minute", async () => {
  await eventually(
    "B has the custom resource",
    // Karmada looks for new kinds every 30 seconds.
    60,
    () => list<KubernetesObject>("b", "backups.example.com", "-n", "default"),
    (found) => found.map(({ metadata }) => metadata.name).join() === "nightly",
  );
});

live("A federation taints lost members only if told to", async () => {
  expect(await namesOf("east", "clustertaintpolicies")).toEqual([]);
  expect(await namesOf("west", "clustertaintpolicies")).toEqual(["lost-members"]);
});

live("A member of one federation is refused by another, which names the first", async () => {
  await stack.configure({ federations: [east, { ...west, members: ["a", "b"] }] });
  const output = await stack.upFails("up that joins a member to a second federation");
  expect(output).toContain('join("a-cluster"): the cluster is already a-cluster of federation east on host ');
  expect(await kubectl("a", "get", "namespace", "kube-system", "-o", "jsonpath={.metadata.annotations}")).toContain(
    "a-cluster of federation east",
  );
  expect(await clustersOf("east")).toEqual(["a-cluster"]);
  expect(await clustersOf("west")).toEqual(["b-cluster"]);
});

const SWAPS: Record<string, { readonly config: object; readonly told: readonly RegExp[] }> = {
  "of two members": {
    config: { contexts: { a: "b-cluster-context", b: "a-cluster-context" } },
    told: [
      leadsElsewhere("a-cluster", "b-cluster of federation west"),
      leadsElsewhere("b-cluster", "a-cluster of federation east"),
    ],
  },
  "of the host and a member": {
    config: { contexts: { a: "f-cluster-context" }, hostContext: "a-cluster-context" },
    told: [leadsElsewhere("f-cluster", "a-cluster of federation east"), leadsElsewhere("a-cluster", "")],
  },
};

for (const [which, { config, told }] of Object.entries(SWAPS)) {
  live(`Swapped kubeconfigs ${which} stop a preview, and an update before anything is written`, async () => {
    const before = await written();
    const objects = await inventory("uid");
    await stack.configure({ federations: [east, west], ...config });
    const previewed = await stack.previewFails(`preview with swapped kubeconfigs ${which}`);
    const output = await stack.upFails(`up with swapped kubeconfigs ${which}`);
    for (const sentence of told) {
      expect(previewed).toMatch(sentence);
      expect(output).toMatch(sentence);
    }
    expect(await written()).toEqual(before);
    expect(await difference(objects)).toEqual([]);
    await stack.configure({ contexts: {}, hostContext: "f-cluster-context" });
  });
}

live("A cluster under a second name is refused, with its first name", async () => {
  await stack.configure({
    federations: [east, { ...west, members: ["b", "c"] }],
    contexts: { c: "b-cluster-context" },
  });
  expect(await stack.upFails("up that joins a member under a second name")).toContain(
    'join("c-cluster"): is the same cluster as "b-cluster"',
  );
  expect(await clustersOf("west")).toEqual(["b-cluster"]);
});

live("A zone that a federation of another program has on the host is refused at preview", async () => {
  await other.init({ federations: [{ name: "south", zone: east.zone, members: [] }] });
  expect(await other.previewFails("preview of a second program with a zone of the first")).toContain(
    'dnsZone: the federations "east" and "south" on host "f-cluster" share "east.example."',
  );
});

live("The host is refused as a member of its own federation, also under another name", async () => {
  await stack.configure({ contexts: { c: "f-cluster-context" } });
  expect(await stack.upFails("up that joins the host")).toContain(
    'join("c-cluster"): is the host of federation "west"; set allowHost: true if it should run workloads too',
  );
  expect(await clustersOf("west")).toEqual(["b-cluster"]);
  await stack.configure({ federations: [east, west], contexts: {} });
});

live("What a GitOps tool has applied is refused unless it is shared, and is left as it was", async () => {
  const federation = stack.keep("east.conf", outputs["east"]!.kubeconfig);
  const settings = (): Promise<string> =>
    kubectl(federation, "get", "configmap", "settings", "-n", "tools", "-o", "json");
  const file = stack.keep("settings.json", JSON.stringify(SETTINGS)).file;
  await kubectl(federation, "create", "namespace", "tools", "--field-manager=gitops");
  await kubectl(federation, "apply", "--server-side", "--field-manager=gitops", "-f", file);
  const applied = await settings();
  await stack.configure({ federations: [{ ...east, settings: { shared: false } }, west] });
  const output = await stack.upFails("up of what a GitOps tool has applied");
  expect(output).toContain('deploy("settings"): ConfigMap tools/settings already exists, applied by gitops;');
  expect(output).toContain('deploy("settings"): Namespace tools already exists, applied by gitops;');
  expect(await settings()).toBe(applied);
  await deploy("up of what is shared", { ...east, settings: { shared: true } }, west);
  expect(await settings()).toContain("fedstack-east");
  await deploy("up without what was shared", east, west);
});

live(
  "etcd-operator scales the records' etcd from one member to three",
  async () => {
    await deploy(
      "up of the records' etcd from 1 to 3",
      { ...east, dns: { records: { ...records, replicas: 3 } } },
      west,
    );
    const members = (await podsOf("east")).filter(({ name }) => name.startsWith("east/etcd-cluster-"));
    expect(unready(members)).toEqual([]);
    // A running member reports its name a moment later.
    const names = await eventually("three members have names", 60, membersOfEtcd, (found) => found.length === 3);
    expect(names).toEqual(["etcd-cluster-0", "etcd-cluster-1", "etcd-cluster-2"]);
  },
  OPERATOR,
);

live("Destroying one federation leaves the other as it was", async () => {
  const scaled = HAS_OPERATOR ? { replicas: 3 } : {};
  const pods = await podsOf("east", "east-system");
  await deploy("up without the second federation", { ...east, dns: { records: { ...records, ...scaled } } });
  const same = ({ name, uid, ready, restarts }: Pod): unknown => ({ name, uid, ready, restarts });
  expect((await podsOf("east", "east-system")).map(same)).toEqual(pods.map(same));
  expect(await clustersOf("east")).toEqual(["a-cluster"]);
  const names = (await list<KubernetesObject>("f", "namespaces")).map(({ metadata }) => metadata.name);
  expect(names.filter((name) => name.startsWith("west"))).toEqual([]);
});

live("Destroying the last federation removes what all of them share", async () => {
  await stack.destroy();
  await asTheyWere(before);
});

/** Names of the members from etcd itself. */
async function membersOfEtcd(): Promise<string[]> {
  const { file } = stack.keep("request.json", "{}");
  const path = "/api/v1/namespaces/east/pods/etcd-cluster-0:2379/proxy/v3/cluster/member/list";
  const { members } = JSON.parse(await kubectl("f", "create", "--raw", path, "-f", file)) as {
    readonly members: readonly { readonly name: string; readonly isLearner?: boolean }[];
  };
  return members.flatMap(({ name, isLearner }) => (isLearner ? [] : [name])).sort();
}
