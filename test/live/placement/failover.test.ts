import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FederatedDeployment, Placement } from "@fedstack/constructs";
import { ApiObject } from "cdk8s";
import { LOST_MEMBERS } from "../../../packages/core/src/control-plane/eviction";
import { RELEASE } from "../../../packages/core/src/karmada";
import { list, type KubernetesObject } from "../kubernetes";
import { eventually, kubectl, labScript, within } from "../lab";
import { LAB_HOME } from "../missing";
import { timed } from "../times";
import { type Cluster, isReady } from "./fleets";
import { boundAs, federate, inMember, readyInMembers, seenIn, withdrawAll } from "./in-members";
import { KARMADA, onKarmada } from "./karmada";

/**
 * Shorter times, only for this test. By default, Karmada checks a member every 10 s, and it counts as lost, or as back,
 * after 30 s.
 */
const SHORTER = {
  "cluster-status-update-frequency": "2s",
  "cluster-failure-threshold": "4s",
  "cluster-success-threshold": "4s",
};
const FLAGS: { readonly [component: string]: { readonly [flag: string]: string } } = {
  "karmada-controller-manager": { ...RELEASE.eviction.controllerManager, ...SHORTER },
  "karmada-webhook": RELEASE.eviction.webhook!,
};
/** With Karmada's default times, 36 s more. */
const FAILOVER_SECONDS = 40;
const BACK_SECONDS = 60;
const WEBHOOK_SECONDS = 30;
const REPLICAS = 4;

afterAll(async () => {
  await labScript("up.sh");
  await whenMemberAIsBack();
  await withdrawAll();
});

onKarmada(
  `A lost member's replicas run on the other one within ${FAILOVER_SECONDS} s, and none is doubled when it is back`,
  async () => {
    await timed("switch on failover", switchOn);
    await onceWebhookAnswers(() =>
      federate((chart) => {
        new ApiObject(chart, "evict", {
          apiVersion: "policy.karmada.io/v1alpha1",
          kind: "ClusterTaintPolicy",
          metadata: { name: "lost-members" },
          spec: LOST_MEMBERS,
        });
        const placement = Placement.evenly(["f-a-cluster", "f-b-cluster"], { failover: { cluster: {} } });
        new FederatedDeployment(chart, "moving", { image: "nginx", replicas: REPLICAS, placement });
      }),
    );
    await readyInMembers("deployments", "moving", [2, 2]);

    await timed("all replicas run after a member is lost", async () => {
      loseMemberA();
      await eventually(
        "B runs all replicas",
        FAILOVER_SECONDS,
        async () => (await inMember("b", "deployments", "moving"))?.status?.readyReplicas,
        (ready) => ready === REPLICAS,
      );
    });
    await boundAs("moving-deployment", ({ spec }) => spec.clusters?.map(({ name }) => name).join() === "f-b-cluster");

    await timed("a lost member is back, and rid of what moved", async () => {
      await labScript("up.sh");
      await whenMemberAIsBack();
      await seenIn("a", "deployments", "moving", (workload) => workload === undefined);
    });
    await readyInMembers("deployments", "moving", [0, REPLICAS]);
    const pods = (member: "a" | "b"): Promise<KubernetesObject[]> => list(member, "pods", "-n", "default");
    await eventually(
      "the pods of both members are as many as are wanted",
      BACK_SECONDS,
      async () => [(await pods("a")).length, (await pods("b")).length],
      (counts) => counts.join() === `0,${REPLICAS}`,
    );
  },
);

async function switchOn(): Promise<void> {
  for (const [component, flags] of Object.entries(FLAGS)) {
    const patch = [
      // The only node has room for one pod of a component at a time.
      { op: "replace", path: "/spec/strategy", value: { type: "Recreate" } },
      ...Object.entries(flags).map(([flag, value]) => ({
        op: "add",
        path: "/spec/template/spec/containers/0/command/-",
        value: `--${flag}=${value}`,
      })),
    ];
    const deployment = ["-n", "karmada-system", `deployment/${component}`];
    await kubectl("f", "patch", ...deployment, "--type=json", "-p", JSON.stringify(patch));
    await kubectl("f", "rollout", "status", ...deployment, within(240));
  }
}

/** The webhook's pod is Ready before it listens. */
async function onceWebhookAnswers(act: () => Promise<void>): Promise<void> {
  await eventually(
    "the webhook answers",
    WEBHOOK_SECONDS,
    () => act().then(() => "", String),
    (problem) => problem === "",
  );
}

/** Kills the process of A's API server, which the lab has recorded, and no other. */
function loseMemberA(): void {
  const [id] = readFileSync(join(LAB_HOME, "pids", "apiserver-a"), "utf8").split(" ");
  process.kill(Number(id), "SIGKILL");
}

/** Waits until A is healthy in the federation: Ready, without a taint. */
async function whenMemberAIsBack(): Promise<void> {
  await eventually(
    "f-a-cluster is Ready, without a taint",
    BACK_SECONDS,
    async () => (await list<Cluster>(KARMADA, "clusters")).find(({ metadata }) => metadata.name === "f-a-cluster")!,
    (cluster) => isReady(cluster) && !cluster.spec.taints?.length,
  );
}
