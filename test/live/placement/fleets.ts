import fc, { type Arbitrary } from "fast-check";
import type { Manifest, Member, MemberTaint } from "@fedstack/constructs/plan";
import { eventually, kubectl, within } from "../lab";
import { list, type KubernetesObject } from "../kubernetes";
import { apply, KARMADA } from "./karmada";
import type { SimulatedMembers } from "./simulated-members";

/** Members. The first two are real, the others have simulated API servers. */
export const NAMES = ["f-a-cluster", "f-b-cluster", "s-1-cluster", "s-2-cluster", "s-3-cluster"] as const;
/** Members with real API servers. */
export const REAL: readonly string[] = NAMES.slice(0, 2);
/** How many pods simulated members have room for. */
export const ROOM: ReadonlyMap<string, number> = new Map([
  ["s-1-cluster", 4],
  ["s-2-cluster", 9],
  ["s-3-cluster", 40],
]);
export const WORDS = {
  tiers: ["edge", "core"],
  regions: ["tw", "jp"],
  zones: ["z-1", "z-2"],
  providers: ["aws", "gcp"],
  taint: "example.com/maintenance",
} as const;

/** A member as the federation sees it. */
export interface Cluster extends KubernetesObject {
  readonly spec: { readonly taints?: readonly object[] };
  readonly status?: {
    readonly apiEnablements?: readonly { readonly groupVersion: string }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly resourceSummary?: {
      readonly allocatable?: { readonly pods?: string };
      readonly allocated?: { readonly pods?: string };
      readonly allocating?: { readonly pods?: string };
    };
  };
}

const mostly = <T>(value: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 8 });
const taint: Arbitrary<MemberTaint> = fc.record(
  {
    key: fc.constant(WORDS.taint),
    value: fc.constantFrom("planned", "urgent"),
    effect: fc.constant("NoSchedule" as const),
  },
  { noNullPrototype: true },
);

/** Properties of the first members in every fleet. */
export function fleetOf(size: number): Arbitrary<readonly Member[]> {
  return fc.tuple(
    ...NAMES.slice(0, size).map((name) =>
      fc.record(
        {
          name: fc.constant(name),
          labels: fc.record(
            { tier: fc.constantFrom(...WORDS.tiers), gpu: fc.constant("yes") },
            { requiredKeys: ["tier"], noNullPrototype: true },
          ),
          region: mostly(fc.constantFrom(...WORDS.regions)),
          zones: mostly(fc.constantFrom(...WORDS.zones).map((zone) => [zone])),
          cloudProvider: mostly(fc.constantFrom(...WORDS.providers)),
          taints: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.tuple(taint)),
        },
        { noNullPrototype: true },
      ),
    ),
  );
}

/** Sets the `Cluster` objects to those of a fleet, and waits until Karmada has checked the members. */
export async function muster(fleet: readonly Member[], simulated: SimulatedMembers): Promise<void> {
  const clusters = await list<Cluster>(KARMADA, "clusters");
  const joined = clusters.map(({ metadata }) => metadata.name);
  for (const { name } of fleet) {
    if (!joined.includes(name)) await apply(joining(name, simulated.endpointOf(name)));
  }
  await Promise.all(fleet.map(describe));
  await capacityOf(fleet);
}

/** Removes simulated members from the federation, and restores the real ones. */
export async function disband(): Promise<void> {
  const others = NAMES.filter((name) => !REAL.includes(name));
  await kubectl(KARMADA, "delete", "clusters", ...others, "--ignore-not-found", within(240));
  await Promise.all(REAL.map((name) => describe({ name })));
}

/** Room by member, in pods, once the real members run none and all are Ready. */
export async function capacityOf(fleet: readonly Member[]): Promise<{ readonly [member: string]: number }> {
  const clusters = await eventually(
    "the members are Ready and idle",
    60,
    () => list<Cluster>(KARMADA, "clusters"),
    (seen) => seen.length === fleet.length && seen.every(isReadyAndIdle),
  );
  return Object.fromEntries(
    clusters.map(({ metadata, status }) => [metadata.name, Number(status?.resourceSummary?.allocatable?.pods)]),
  );
}

/** Whether a member is healthy in the federation. */
export function isReady({ status }: Cluster): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true;
}

function isReadyAndIdle(cluster: Cluster): boolean {
  const { apiEnablements, resourceSummary } = cluster.status ?? {};
  const { allocatable, allocated, allocating } = resourceSummary ?? {};
  return (
    isReady(cluster) &&
    Boolean(apiEnablements?.length) &&
    Number(allocatable?.pods) > 0 &&
    Number(allocated?.pods ?? 0) === 0 &&
    Number(allocating?.pods ?? 0) === 0
  );
}

function joining(name: string, apiEndpoint: string): Manifest[] {
  const secretRef = { namespace: "karmada-cluster", name };
  return [
    { apiVersion: "v1", kind: "Secret", metadata: secretRef, stringData: { token: "simulated" } },
    {
      apiVersion: "cluster.karmada.io/v1alpha1",
      kind: "Cluster",
      metadata: { name },
      spec: { syncMode: "Push", apiEndpoint, insecureSkipTLSVerification: true, secretRef },
    },
  ];
}

async function describe({ name, labels, region, zones, cloudProvider, taints }: Member): Promise<void> {
  const none = { tier: null, gpu: null };
  const patch = {
    metadata: { labels: { ...none, ...labels } },
    spec: { region: region ?? null, zones: zones ?? null, provider: cloudProvider ?? null, taints: taints ?? null },
  };
  await kubectl(KARMADA, "patch", "cluster", name, "--type=merge", "-p", JSON.stringify(patch));
}
