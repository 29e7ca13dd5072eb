import { type Manifest, planManifests } from "@fedstack/constructs/plan";
import type { Answer, Ask } from "../kubeconfig/ask";
import type { Binding } from "./binding";
import { dividedBy, PLACED_BY_WEB } from "./bindings.test-support";
import type { ClusterObject } from "./clusters";
import { PROGRAM } from "./departed.test-support";
import type { Program } from "./planned-departure";
import { SimulatedFederation } from "./simulated-federation.test-support";

/** What is true of a member that responds. */
export const READY = { conditions: [{ type: "Ready", status: "True" }] };

export const readyClusters = (...names: readonly string[]): ClusterObject[] =>
  names.map((name) => ({ metadata: { name }, status: READY }));

/** A program that places a Deployment on members by weights, or by another placement. */
export function program(
  weights: Readonly<Record<string, number>>,
  replicas: number,
  more: Partial<Program> = {},
  placement?: Binding["spec"]["placement"],
): Program {
  const members = Object.keys(weights).map((name) => ({ name }));
  const metadata = { name: "web", namespace: "default" };
  const objects: Manifest[] = [
    { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { replicas } },
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata,
      spec: {
        resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }],
        placement: placement ?? {
          clusterAffinity: { clusterNames: members.map(({ name }) => name) },
          ...dividedBy(weights),
        },
      },
    },
  ];
  return { ...PROGRAM, members, plans: [planManifests(objects, members)], objects, ...more };
}

/** Bindings as the federated API has them once a policy has placed their objects. */
export const placed = (federation: SimulatedFederation): Binding[] =>
  federation.bindings.map((one) => ({
    ...one,
    holder: PROGRAM.manager,
    metadata: { ...one.metadata, annotations: { ...one.metadata.annotations, ...PLACED_BY_WEB } },
  }));

export const running = (...start: readonly number[]): SimulatedFederation => {
  const members = ["a", "b", "c"].slice(0, start.length);
  return new SimulatedFederation({ members, replicas: start.reduce((sum, one) => sum + one), divided: true, start });
};

/** The placement in the policy of a program. */
export function placementOf({ objects }: Program): NonNullable<Binding["spec"]["placement"]> {
  return (objects[1]!["spec"] as { placement: NonNullable<Binding["spec"]["placement"]> }).placement;
}

/** Weights that also give a third member replicas. */
export const WITH_C = { a: 2, b: 1, c: 3 };

/**
 * Answers for a federation, in which some things happen between two looks.
 *
 * @param between what happens before a change arrives
 */
export const asking =
  (federation: SimulatedFederation, happens: () => void, between = (): unknown => undefined): Ask =>
  (question) => {
    const answer = (items: unknown): Promise<Answer> => Promise.resolve({ status: 200, body: { items }, message: "" });
    if (question.method === "PATCH") {
      between();
      federation.patch(question);
    }
    if (question.path.endsWith("/clusters")) return answer(readyClusters(...federation.setting.members));
    if (!question.path.endsWith("/resourcebindings")) return answer([]);
    happens();
    return answer(placed(federation));
  };
