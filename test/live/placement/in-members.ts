import { FederatedChart } from "@fedstack/constructs";
import type { Manifest } from "@fedstack/constructs/plan";
import { App } from "cdk8s";
import { list, type KubernetesObject } from "../kubernetes";
import { eventually } from "../lab";
import { apply, KARMADA, withdraw } from "./karmada";

/** Fields of workloads in members that the tests read. */
export interface Workload extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly { readonly image: string; readonly env?: readonly object[] }[];
      };
    };
  };
  readonly status?: { readonly readyReplicas?: number; readonly succeeded?: number };
}

/** State of a workload in Karmada: its members and their results. */
export interface Binding extends KubernetesObject {
  readonly spec: {
    readonly resource: { readonly name: string; readonly uid: string };
    readonly clusters?: readonly { readonly name: string; readonly replicas?: number }[];
  };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message: string }[];
    readonly aggregatedStatus?: readonly {
      readonly clusterName: string;
      readonly applied?: boolean;
      readonly appliedMessage?: string;
    }[];
  };
}

const SECONDS = 60;
const LETTERS = ["a", "b"] as const;
const given: Manifest[] = [];

/** Applies a chart to the federated API. */
export async function federate(fill: (chart: FederatedChart) => void): Promise<void> {
  const chart = new FederatedChart(new App(), "seen");
  fill(chart);
  const manifests = chart.toJson() as Manifest[];
  given.push(...manifests);
  await apply(manifests);
}

/** Deletes everything that was applied, and waits until it is gone from the members. */
export async function withdrawAll(): Promise<void> {
  await withdraw(given.splice(0));
}

/** A workload in a member by kind and name, or undefined. */
export async function inMember<T = Workload>(member: "a" | "b", kind: string, name: string): Promise<T | undefined> {
  const found = await list<KubernetesObject>(member, kind, "-n", "default");
  return found.find(({ metadata }) => metadata.name === name) as T | undefined;
}

/** Waits until A and B run that many ready replicas. */
export async function readyInMembers(
  kind: string,
  name: string,
  expected: readonly [a: number, b: number],
): Promise<void> {
  await eventually(
    `${name} runs ${expected.join(" and ")}`,
    SECONDS,
    () => Promise.all(LETTERS.map(async (member) => (await inMember(member, kind, name))?.status?.readyReplicas ?? 0)),
    (seen) => seen.join() === expected.join(),
  );
}

/** Waits until a condition holds for an object in a member. */
export function seenIn<T = Workload>(
  member: "a" | "b",
  kind: string,
  name: string,
  holds: (object: T | undefined) => boolean,
): Promise<T | undefined> {
  return eventually(`${kind} ${name} in ${member}`, SECONDS, () => inMember<T>(member, kind, name), holds);
}

/** Waits until a condition holds for the binding of a workload. */
export function boundAs(name: string, holds: (binding: Binding) => boolean): Promise<Binding | undefined> {
  return eventually(
    `binding ${name}`,
    SECONDS,
    async () =>
      (await list<Binding>(KARMADA, "resourcebindings", "-n", "default")).find(
        ({ metadata }) => metadata.name === name,
      ),
    (binding) => binding !== undefined && holds(binding),
  );
}
