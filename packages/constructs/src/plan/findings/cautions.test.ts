import { DEPLOYMENTS, divided, object, on, planOf, policy } from "../manifests.test-support";
import type { Manifest } from "../../kinds/manifest";

/** Findings about one object of a plan. */
const about = (name: string, ...manifests: readonly Manifest[]): string[] =>
  planOf(manifests)
    .findings.filter(({ object: one }) => one?.name === name)
    .map(({ problem }) => problem);
const of = (apiVersion: string, kind: string, name: string, spec: object, labels = {}): Manifest => ({
  ...object(kind, name, spec, { labels }),
  apiVersion,
});
const GAMES = { apiVersion: "example.com/v1", kind: "Game" };
const game = of(GAMES.apiVersion, "Game", "chess", { replicas: 2 });
const web = object("Deployment", "web", { replicas: 2 });

test("replicas of a kind that Karmada does not know are not divided, which matters on several members", () => {
  const unknown = [expect.stringMatching(/does not know the replicas of this kind: each of c1, c2 gets all of them$/)];
  expect(about("chess", policy("p", [GAMES], divided()), game)).toEqual(unknown);
  expect(about("chess", policy("p", [GAMES]), game)).toEqual([]);
  const one = { placement: { ...divided().placement, ...on("c1").placement } };
  expect(about("chess", policy("p", [GAMES], one), game)).toEqual([]);
});

test("replicas that Karmada divides are fine", () => {
  expect(about("web", policy("p", [DEPLOYMENTS], divided()), web)).toEqual([]);
});

describe("a member's autoscaler", () => {
  const AUTOSCALERS = { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" };
  const scaler = (name: string): Manifest =>
    of(AUTOSCALERS.apiVersion, AUTOSCALERS.kind, "scaler", {
      scaleTargetRef: { ...DEPLOYMENTS, name },
      maxReplicas: 3,
    });
  const all = policy("p", [DEPLOYMENTS, AUTOSCALERS]);
  const warned = [expect.stringMatching(/^sets the replicas of Deployment shop\/web, as Karmada does/)];

  test("sets the same replicas as Karmada", () => {
    expect(about("scaler", all, web, scaler("web"))).toEqual(warned);
  });

  test("may do so if the workload says that its members' replicas stay", () => {
    const label = "resourcetemplate.karmada.io/retain-replicas";
    const kept = object("Deployment", "web", { replicas: 2 }, { labels: { [label]: "true" } });
    expect(about("scaler", all, kept, scaler("web"))).toEqual([]);
  });

  test("may scale what Karmada does not place", () => {
    expect(about("scaler", policy("p", [AUTOSCALERS]), scaler("web"))).toEqual([]);
  });
});

test("an object of a workload's policy that does not overflow with it is apart from it", () => {
  const group = { affinityName: "one", clusterNames: ["c1"] };
  const overflowing = { ...group, overflowAffinities: [{ affinityName: "two", clusterNames: ["c2"] }] };
  const packed = { replicaSchedulingType: "Divided", replicaDivisionPreference: "Aggregated" };
  const selectors = [DEPLOYMENTS, { apiVersion: "v1", kind: "ConfigMap" }];
  const placed = (affinity: object): string[] =>
    about(
      "settings",
      policy("p", selectors, { placement: { clusterAffinities: [affinity], replicaScheduling: packed } }),
      web,
      object("ConfigMap", "settings"),
    );
  expect(placed(group)).toEqual([]);
  expect(placed(overflowing)).toEqual([
    "is not on c2, where Deployment shop/web of the same policy may run: Karmada schedules each separately",
  ]);
});
