import {
  FederatedDeployment,
  FederatedJob,
  FederatedStatefulSet,
  MemberGroups,
  Members,
  Override,
  Placement,
  Propagation,
} from "@fedstack/constructs";
import { ApiObject } from "cdk8s";
import type { KubernetesObject } from "../kubernetes";
import { eventually, kubectl } from "../lab";
import { boundAs, federate, inMember, readyInMembers, seenIn, withdrawAll, type Workload } from "./in-members";
import { KARMADA, onKarmada } from "./karmada";

const BOTH = ["f-a-cluster", "f-b-cluster"];
const A = ["f-a-cluster"];
const B = ["f-b-cluster"];
const image = "nginx:1.29";
const DEFINITION_SECONDS = 30;

afterEach(() => withdrawAll());
afterAll(() => kubectl("a", "delete", "deployments", "kept", "taken", "refused", "--ignore-not-found"));

onKarmada(
  "The first group of members that fits runs a workload, and the next one where it holds no member",
  async () => {
    await federate((chart) => {
      const groups = MemberGroups.first("primary", A).orElse("backup", B);
      const nowhere = MemberGroups.first("primary", Members.inRegion("nowhere")).orElse("backup", B);
      new FederatedDeployment(chart, "preferred", { image, replicas: 3, placement: Placement.duplicated(groups) });
      new FederatedDeployment(chart, "fallen-back", { image, replicas: 3, placement: Placement.evenly(nowhere) });
    });
    await readyInMembers("deployments", "preferred", [3, 0]);
    await readyInMembers("deployments", "fallen-back", [0, 3]);
  },
);

onKarmada("A spread takes as many members as it says, and where there are too few the binding tells", async () => {
  await federate((chart) => {
    for (const [name, min, max] of [
      ["one", 1, 1],
      ["two", 2, 2],
      ["three", 3, 3],
    ] as const) {
      const placement = Placement.duplicated(Members.all(), { spread: { members: { min, max } } });
      new FederatedDeployment(chart, name, { image, replicas: 2, placement });
    }
  });
  await readyInMembers("deployments", "two", [2, 2]);
  const one = await boundAs("one-deployment", ({ spec }) => spec.clusters?.length === 1);
  await readyInMembers("deployments", "one", one!.spec.clusters![0]!.name === "f-a-cluster" ? [2, 0] : [0, 2]);
  await boundAs(
    "three-deployment",
    ({ spec, status }) =>
      status?.conditions?.some(({ type, status: is }) => type === "Scheduled" && is === "False") === true &&
      !spec.clusters,
  );
});

onKarmada("5 replicas at 2:3 run 2 and 3, and 9 at 1:3 run 2 and 7", async () => {
  const placed = (a: number, b: number): Placement =>
    Placement.weighted([
      ["f-a-cluster", a],
      ["f-b-cluster", b],
    ]);
  await federate((chart) => {
    new FederatedDeployment(chart, "five", { image, replicas: 5, placement: placed(2, 3) });
    new FederatedDeployment(chart, "nine", { image, replicas: 9, placement: placed(1, 3) });
  });
  await readyInMembers("deployments", "five", [2, 3]);
  await readyInMembers("deployments", "nine", [2, 7]);
});

onKarmada("From 4 over 5 to 6 replicas with fixed weights, no member loses any", async () => {
  for (const [replicas, expected] of [
    [4, [3, 1]],
    [5, [3, 2]],
    [6, [4, 2]],
  ] as const) {
    await federate((chart) => {
      const placement = Placement.weighted([
        ["f-a-cluster", 2],
        ["f-b-cluster", 1],
      ]);
      new FederatedDeployment(chart, "grown", { image, replicas, placement });
    });
    await readyInMembers("deployments", "grown", expected);
  }
});

onKarmada("An override changes image, environment and any field only on its members", async () => {
  await federate((chart) => {
    new FederatedDeployment(chart, "web", {
      image,
      env: { REGION: "none" },
      replicas: 2,
      placement: Placement.evenly(BOTH),
      overrides: [
        Override.on(B, {
          image: { registry: "mirror.example.com", tag: "1.29-b" },
          env: { REGION: "b" },
          set: { "/spec/minReadySeconds": 1 },
        }),
      ],
    });
  });
  await readyInMembers("deployments", "web", [1, 1]);
  const [a, b] = [await inMember("a", "deployments", "web"), await inMember("b", "deployments", "web")];
  const of = (workload: Workload | undefined): unknown[] => {
    const [container] = workload!.spec.template.spec.containers;
    return [container!.image, container!.env, workload!.spec.minReadySeconds];
  };
  expect(of(a)).toEqual([image, [{ name: "REGION", value: "none" }], undefined]);
  expect(of(b)).toEqual(["mirror.example.com/nginx:1.29-b", [{ name: "REGION", value: "b" }], 1]);
});

onKarmada(
  "A member's own object with that name is left as it is, the binding reports it, and it is taken over only if asked to",
  async () => {
    for (const name of ["refused", "taken", "kept"]) {
      await kubectl("a", "create", "deployment", name, "--image=stranger:1", "--replicas=1");
    }
    await federate((chart) => {
      const overwrite = { onConflict: "overwrite" } as const;
      new FederatedDeployment(chart, "refused", { image, placement: Placement.duplicated(BOTH) });
      // The selector of a Deployment cannot change, so taking one over needs the same selector.
      for (const [name, more] of [
        ["taken", {}],
        ["kept", { onDeletion: "keep" }],
      ] as const) {
        const labels = { app: name };
        const spec = {
          replicas: 2,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: "stranger", image }] } },
        };
        new FederatedDeployment(chart, name, { spec, placement: Placement.duplicated(A, { ...overwrite, ...more }) });
      }
    });
    const binding = await boundAs(
      "refused-deployment",
      ({ status }) =>
        status?.aggregatedStatus?.some(({ applied, appliedMessage }) => !applied && Boolean(appliedMessage)) === true,
    );
    expect(
      binding!.status!.aggregatedStatus!.find(({ clusterName }) => clusterName === "f-a-cluster")!.appliedMessage,
    ).toMatch(/refused/);
    expect((await inMember("a", "deployments", "refused"))!.spec.template.spec.containers[0]!.image).toBe("stranger:1");
    await readyInMembers("deployments", "taken", [2, 0]);
    await readyInMembers("deployments", "kept", [2, 0]);
    await withdrawAll();
    await seenIn("a", "deployments", "taken", (workload) => workload === undefined);
    await seenIn(
      "a",
      "deployments",
      "kept",
      (workload) => workload?.metadata.labels?.["karmada.io/managed"] === undefined,
    );
    expect((await inMember("a", "deployments", "kept"))!.spec.template.spec.containers[0]!.image).toBe(image);
    expect((await inMember("a", "deployments", "refused"))!.spec.template.spec.containers[0]!.image).toBe("stranger:1");
  },
);

onKarmada("A StatefulSet and a Job run divided, each part in its member", async () => {
  const placement = Placement.evenly(BOTH);
  await federate((chart) => {
    new FederatedStatefulSet(chart, "queue", { image, replicas: 4, port: 80, placement });
    new FederatedJob(chart, "import", { image, completions: 4, parallelism: 4, placement });
  });
  await readyInMembers("statefulsets", "queue", [2, 2]);
  await seenIn("a", "jobs", "import", (job) => job?.status?.succeeded === 2);
  await seenIn("b", "jobs", "import", (job) => job?.status?.succeeded === 2);
});

onKarmada("A custom resource follows its definition into the members", async () => {
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  await federate((chart) => {
    const definition = new ApiObject(chart, "definition", {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "backups.example.com" },
      spec: {
        group: "example.com",
        names: { kind: "Backup", plural: "backups", singular: "backup" },
        scope: "Namespaced",
        versions: [{ name: "v1", served: true, storage: true, schema }],
      },
    });
    new Propagation(chart, "definitions", { objects: [definition], placement: Placement.duplicated(B) });
  });
  await seenIn<KubernetesObject>("b", "customresourcedefinitions", "backups.example.com", isThere);
  // Karmada checks every ten seconds what members serve, and does not try again if it found no member for an object.
  await eventually(
    "the federation knows that B serves it",
    DEFINITION_SECONDS,
    () => kubectl(KARMADA, "get", "cluster", "f-b-cluster", "-o", "jsonpath={.status.apiEnablements[*].groupVersion}"),
    (served) => served.split(" ").includes("example.com/v1"),
  );
  await federate((chart) => {
    const backup = new ApiObject(chart, "backup", {
      apiVersion: "example.com/v1",
      kind: "Backup",
      metadata: { name: "nightly" },
      spec: { at: "03:00" },
    });
    new Propagation(chart, "backups", { objects: [backup], placement: Placement.duplicated(B) });
  });
  await seenIn<KubernetesObject>("b", "backups.example.com", "nightly", isThere);
  expect(await inMember("a", "customresourcedefinitions", "backups.example.com")).toBeUndefined();
});

onKarmada("What a workload refers to follows it if dependencies are propagated, and to no other member", async () => {
  await federate((chart) => {
    new ApiObject(chart, "settings", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "settings" },
      data: { LEVEL: "info" },
    });
    const labels = { app: "reader" };
    const containers = [{ name: "reader", image, envFrom: [{ configMapRef: { name: "settings" } }] }];
    new FederatedDeployment(chart, "reader", {
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
      placement: Placement.duplicated(B, { propagateDependencies: true }),
    });
  });
  await readyInMembers("deployments", "reader", [0, 1]);
  await seenIn<KubernetesObject>("b", "configmaps", "settings", isThere);
  expect(await inMember("a", "configmaps", "settings")).toBeUndefined();
});

function isThere(found: KubernetesObject | undefined): boolean {
  return found !== undefined;
}
