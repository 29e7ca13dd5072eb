import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Cluster, Federation, type FederationArgs } from "@fedstack/core";
import { fakeKubeconfig, plain, record, type RecordedResource } from "@fedstack/core/testing";

const PAGE = readFileSync(join(__dirname, "../docs/guides/costs.md"), "utf8");

/** What the pods of a workload request, each, and what the workload stores. */
interface Cost {
  readonly name: string;
  readonly pods: number;
  readonly cpu: number;
  readonly memory: number;
  /** For each pod, in GiB. */
  readonly storage: number;
}

/** The names of workloads, by the component as the page calls it. */
const COMPONENTS: Readonly<Record<string, RegExp>> = {
  "federated API: Kubernetes' API server": /^karmada-apiserver$/,
  etcd: /^etcd$/,
  "Karmada's controller manager": /^karmada-controller-manager$/,
  "aggregated API server": /^karmada-aggregated-apiserver$/,
  "kube-controller-manager": /^kube-controller-manager$/,
  scheduler: /^karmada-scheduler$/,
  webhook: /^karmada-webhook$/,
  CoreDNS: /^coredns$/,
  "etcd for the DNS records": /^etcd-cluster$/,
  "etcd-operator": /^etcd-operator$/,
  "external-dns": /^external-dns-/,
};

interface Workload {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly replicas?: number;
    readonly size?: number;
    readonly storageSpec?: { readonly volumeSizeRequest: string };
    readonly limits?: readonly { readonly defaultRequest: Requests }[];
    readonly template?: {
      readonly spec: { readonly containers: readonly { readonly resources: { requests: Requests } }[] };
    };
    readonly volumeClaimTemplates?: readonly { readonly spec: { resources: { requests: { storage: string } } } }[];
  };
}
interface Requests {
  readonly cpu: string;
  readonly memory: string;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const amount = (text: string, unit: string): number => {
  expect(text).toMatch(new RegExp(`^[0-9]+${unit}$`));
  return parseInt(text, 10);
};

/** What a federation with two members costs on its host. */
async function costsOf(args: FederationArgs): Promise<readonly Cost[]> {
  const kubeconfig = fakeKubeconfig("f", "a", "b");
  const cluster = (name: string): Cluster => Cluster.fromKubeconfig(name, kubeconfig, { context: name });
  const resources = await record(() => {
    const federation = new Federation(cluster("f"), "kairen.com", args);
    federation.join(cluster("a"));
    federation.join(cluster("b"));
  });
  const of = (kind: string): readonly Workload[] =>
    resources
      .filter(({ type, provider }: RecordedResource) => type.endsWith(`:${kind}`) && provider?.startsWith("f"))
      .map(({ inputs }) => plain<Workload>(inputs));
  const [limits] = of("LimitRange");
  const byDefault = limits!.spec.limits![0]!.defaultRequest;
  return [...of("Deployment"), ...of("StatefulSet"), ...of("EtcdCluster")].map(({ metadata: { name }, spec }) => {
    const requests = spec.template?.spec.containers.map((container) => container.resources.requests) ?? [byDefault];
    const volumes = spec.volumeClaimTemplates?.map((claim) => claim.spec.resources.requests.storage) ?? [];
    return {
      name,
      pods: spec.replicas ?? spec.size ?? 1,
      cpu: sum(requests.map(({ cpu }) => amount(cpu, "m"))),
      memory: sum(requests.map(({ memory }) => amount(memory, "Mi"))),
      storage: sum(
        [...volumes, ...(spec.storageSpec ? [spec.storageSpec.volumeSizeRequest] : [])].map((size) =>
          amount(size, "Gi"),
        ),
      ),
    };
  });
}

const total = (costs: readonly Cost[], of: "cpu" | "memory" | "storage"): number =>
  sum(costs.map((one) => one.pods * one[of]));
const podsIn = (costs: readonly Cost[]): number => sum(costs.map(({ pods }) => pods));

/** The rows of the table, without markup. */
const ROWS = PAGE.split("\n")
  .filter((line) => /^\|.*m\*{0,2} +\|.*Mi\*{0,2} +\|/.test(line))
  .map((line) =>
    line
      .replaceAll("*", "")
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test("the table of costs has every component with its pods, its requests and its storage", async () => {
  const costs = await costsOf({});
  const rows = ROWS.slice(0, -1).map(([component, pods, cpu, memory, storage]) => ({
    component,
    pods: pods!.startsWith("1 for each") ? 2 : parseInt(pods!, 10),
    cpu,
    memory,
    storage: storage === "" ? 0 : parseInt(storage!, 10),
  }));
  expect(rows).toEqual(
    Object.entries(COMPONENTS).map(([component, names]) => {
      const found = costs.filter(({ name }) => names.test(name));
      const [{ cpu, memory, storage } = { cpu: 0, memory: 0, storage: 0 }] = found;
      return { component, pods: podsIn(found), cpu: `${cpu}m`, memory: `${memory}Mi`, storage };
    }),
  );
  const named = Object.values(COMPONENTS);
  expect(costs.filter(({ name }) => !named.some((names) => names.test(name)))).toEqual([]);
  expect(ROWS.at(-1)).toEqual([
    "All, with two members",
    `${podsIn(costs)}`,
    `${total(costs, "cpu")}m`,
    `${total(costs, "memory")}Mi`,
    `${total(costs, "storage")} GiB`,
  ]);
}, 120_000);

test("the page tells what a highly available federation requests", async () => {
  const costs = await costsOf({ highlyAvailable: true });
  expect(PAGE.replace(/\s+/g, " ")).toContain(
    `everything together requests ${total(costs, "cpu")}m of CPU and ${total(costs, "memory")}Mi of memory in ` +
      `${podsIn(costs)} pods, with ${total(costs, "storage")} GiB of storage.`,
  );
}, 120_000);
