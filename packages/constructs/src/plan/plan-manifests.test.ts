import { tell } from "../faults";
import { planManifests, planTable } from ".";
import type { Member } from ".";
import type { Manifest } from "../kinds/manifest";
import { DEPLOYMENTS, object, on, policy } from "./manifests.test-support";

const members: readonly Member[] = [{ name: "f-a-cluster" }, { name: "f-b-cluster" }];

const EVENLY = { placement: { replicaScheduling: { replicaSchedulingType: "Divided" } } };
const web = object("Deployment", "web", { replicas: 4 }, { labels: { tier: "front" } });

describe("the policy of an object", () => {
  const policyOf = (...policies: Manifest[]): string | undefined =>
    planManifests([...policies, web], members).workloads[0]!.policy?.name;
  const byName = policy("by-name", [{ ...DEPLOYMENTS, name: "web" }]);
  const byLabel = policy("by-label", [{ ...DEPLOYMENTS, labelSelector: { matchLabels: { tier: "front" } } }]);
  const byKind = policy("by-kind", [DEPLOYMENTS]);

  test("is the one that names it, then one that selects its labels, then one for its kind, in any order", () => {
    expect(policyOf(byKind, byLabel, byName)).toBe("by-name");
    expect(policyOf(byName, byLabel, byKind)).toBe("by-name");
    expect(policyOf(byKind, byLabel)).toBe("by-label");
    expect(policyOf(byKind)).toBe("by-kind");
  });

  test("is the one with the highest priority, then the first by name", () => {
    expect(policyOf(byName, policy("high", [DEPLOYMENTS], { priority: 1 }))).toBe("high");
    expect(policyOf(policy("b", [DEPLOYMENTS]), policy("a", [DEPLOYMENTS]), policy("c", [DEPLOYMENTS]))).toBe("a");
  });

  test("is one of its namespace before a cluster-wide one", () => {
    const ofCluster = policy("of-cluster", [{ ...DEPLOYMENTS, name: "web" }], { priority: 9 }, true);
    expect(policyOf(ofCluster, byKind)).toBe("by-kind");
    expect(policyOf(ofCluster)).toBe("of-cluster");
  });

  test("is not one for another namespace, other names or other labels", () => {
    const elsewhere = { ...byKind, metadata: { name: "elsewhere", namespace: "other" } };
    const otherName = policy("other-name", [{ ...DEPLOYMENTS, name: "api", labelSelector: {} }]);
    const otherLabel = policy("other-label", [{ ...DEPLOYMENTS, labelSelector: { matchLabels: { tier: "back" } } }]);
    const ofOther = policy("of-other", [{ ...DEPLOYMENTS, namespace: "other" }], {}, true);
    expect(policyOf(elsewhere, otherName, otherLabel, ofOther)).toBeUndefined();
  });
});

describe("a plan of manifests", () => {
  test("shows where each object lands, and which have no policy", () => {
    const manifests = [
      policy("evenly", [DEPLOYMENTS, { apiVersion: "v1", kind: "Service" }], EVENLY),
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } },
      web,
      object("Service", "web"),
      object("ConfigMap", "stray"),
      object("Job", "import", { completions: 2, parallelism: 5 }),
    ];
    const plan = planManifests(manifests, members);
    expect(plan.workloads).toMatchObject([
      { kind: "Deployment", name: "web", namespace: "shop", policy: { name: "evenly" }, replicas: 4, total: 4 },
      { kind: "Job", name: "import", replicas: 2, members: [], problem: "no policy selects it" },
    ]);
    expect(plan.objects.map(({ kind, members: where }) => [kind, where])).toEqual([
      ["Namespace", ["f-a-cluster", "f-b-cluster"]],
      ["Service", ["f-a-cluster", "f-b-cluster"]],
      ["ConfigMap", []],
    ]);
  });

  test("uses the API server's default for replicas", () => {
    const all = [{ apiVersion: "apps/v1", kind: "StatefulSet" }, { apiVersion: "batch/v1", kind: "Job" }, DEPLOYMENTS];
    const manifests = [
      policy("all", all, on("f-a-cluster")),
      object("Deployment", "one"),
      object("Deployment", "none", { replicas: 0 }),
      object("StatefulSet", "three", { replicas: 3 }),
      object("Job", "single"),
      object("Job", "parallel", { parallelism: 3 }),
      object("Job", "serial", { completions: 3 }),
    ];
    expect(planManifests(manifests, members).workloads.map(({ total }) => total)).toEqual([1, 0, 3, 1, 3, 1]);
  });

  test("takes the current state from the caller, and the UID from the object", () => {
    const tied = policy("tied", [DEPLOYMENTS], EVENLY);
    const odd = object("Deployment", "odd", { replicas: 3 }, { uid: "b" });
    expect(planManifests([tied, odd], members).workloads[0]!.assignments.map(({ replicas }) => replicas)).toEqual([
      1, 2,
    ]);
    const aggregated = { placement: { replicaScheduling: { replicaDivisionPreference: "Aggregated" } } };
    const stateOf = () => ({ capacity: { "f-a-cluster": 2, "f-b-cluster": 9 } });
    const [planned] = planManifests([policy("packed", [DEPLOYMENTS], aggregated), web], members, { stateOf }).workloads;
    expect(planned).toMatchObject({ basis: "capacity", members: ["f-b-cluster"] });
  });

  test("uses policies and objects beside the planned ones, without planning them", () => {
    const settings = object("ConfigMap", "settings");
    const selectors = [DEPLOYMENTS, { apiVersion: "v1", kind: "ConfigMap" }];
    const otherManifests = [
      policy("everything", selectors, on("f-a-cluster")),
      settings,
      object("Deployment", "other"),
    ];
    const template = { spec: { containers: [{ envFrom: [{ configMapRef: { name: "settings" } }] }] } };
    const reading = object("Deployment", "web", { replicas: 2, template });
    const plan = planManifests([reading], members, { otherManifests });
    expect(plan).toMatchObject({ objects: [], missing: [], findings: [] });
    expect(plan.workloads).toMatchObject([{ name: "web", policy: { name: "everything" }, members: ["f-a-cluster"] }]);
    const own = policy("own", [DEPLOYMENTS], { ...on("f-b-cluster"), priority: 1 });
    expect(planManifests([own, reading], members, { otherManifests }).missing).toMatchObject([
      { object: { name: "settings" }, members: ["f-b-cluster"], planned: true },
    ]);
  });

  test("prefers a planned object to the one beside it with the same name", () => {
    const all = policy("all", [DEPLOYMENTS], on("f-a-cluster"));
    const [before, after] = [2, 3].map((replicas) => object("Deployment", "web", { replicas }));
    const { workloads } = planManifests([after!], members, { otherManifests: [all, before!] });
    expect(workloads).toMatchObject([{ name: "web", replicas: 3, members: ["f-a-cluster"] }]);
    const moved = policy("all", [DEPLOYMENTS], on("f-b-cluster"));
    expect(planManifests([moved, after!], members, { otherManifests: [all] }).workloads[0]!.members).toEqual([
      "f-b-cluster",
    ]);
  });

  test("is readable at a glance", () => {
    const packed = { placement: { replicaScheduling: { replicaDivisionPreference: "Aggregated" } } };
    const manifests = [
      policy("evenly", [DEPLOYMENTS], EVENLY),
      policy("packed", [{ ...DEPLOYMENTS, name: "packed" }], packed),
      object("Deployment", "nginx", { replicas: 4 }, { namespace: "shop" }),
      object("Deployment", "odd", { replicas: 11 }),
      object("Deployment", "packed", { replicas: 2 }),
      object("DaemonSet", "agent"),
    ];
    expect(planTable(planManifests(manifests, members))).toBe(
      [
        "shop/nginx             4 → f-a-cluster 2, f-b-cluster 2",
        "shop/odd              11 → f-a-cluster 6 or 5, f-b-cluster 5 or 6",
        "shop/packed            2 → f-a-cluster, f-b-cluster: by free capacity, known once scheduled",
        "DaemonSet shop/agent     → nowhere",
        "warning: DaemonSet shop/agent: stays in the federated API: no policy selects it; select it in a policy, such as with a Propagation",
      ].join("\n"),
    );
  });

  test("shows why a member does not have an object", () => {
    const spread = { spreadConstraints: [{ spreadByField: "cluster", minGroups: 1, maxGroups: 1 }] };
    const one = policy("one", [{ apiVersion: "v1", kind: "Service" }], { placement: spread });
    const tainted = { name: "full", taints: [{ key: "full", effect: "NoSchedule" as const }] };
    const [service] = planManifests([one, object("Service", "web")], [...members, tainted]).objects;
    expect(service).toMatchObject({
      members: ["f-a-cluster"],
      leftOut: [
        { member: "f-b-cluster", by: "spread" },
        { member: "full", by: "taint" },
      ],
    });
  });

  test("of nothing is empty", () => {
    expect(planTable(planManifests([], members))).toBe("");
  });

  test("counts members beyond the first eight", () => {
    const many = Array.from({ length: 12 }, (_, i) => ({ name: `m${String(i).padStart(2, "0")}` }));
    const table = planTable(planManifests([policy("all", [DEPLOYMENTS]), web], many));
    expect(table).toBe("shop/web  4 → m00 4, m01 4, m02 4, m03 4, m04 4, m05 4, m06 4, m07 4 and 4 more");
  });

  test("reports a policy that names an unknown member", () => {
    const manifests = [policy("gone", [DEPLOYMENTS], on("f-a-cluster", "gone")), web];
    expect(planManifests(manifests, members).findings.map(tell)).toEqual([
      'Deployment shop/web: its placement names "gone", which is not a member of this federation; use one of "f-a-cluster", "f-b-cluster", or make sure that others join it',
    ]);
  });

  test("reports a workload that fits nowhere, with the reason for each member", () => {
    const tainted = { name: "full", taints: [{ key: "full", effect: "NoSchedule" as const }] };
    const excluded = { placement: { clusterAffinity: { exclude: ["f-a-cluster"] } } };
    const plan = planManifests([policy("nowhere", [DEPLOYMENTS], excluded), web], [members[0]!, tainted]);
    expect(planTable(plan)).toBe(
      [
        "shop/web  4 → nowhere",
        "warning: Deployment shop/web: lands on no member: no member fits its placement (f-a-cluster: it is excluded; full: its taint full:NoSchedule is not tolerated); change its placement, or join a member that fits it",
      ].join("\n"),
    );
  });
});
