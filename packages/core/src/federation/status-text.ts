import type { Binding } from "../departures/binding";
import { type ClusterObject, isReady, readiness } from "../departures/clusters";
import { lackOf } from "../departures/elsewhere";
import { dayOf, SOON_DAYS } from "../pki/expiry";
import { byExpiry, type Expiring } from "./expiring";

/** What is known about a federation. */
export interface Observed {
  /** What is described, such as `kairen.com. on f-cluster, Karmada v1.18.2`. */
  readonly title: string;
  /** What the host says that does not run there as it should, as clauses. */
  readonly hostLacks: readonly string[];
  /** Names of the members that the program joins. */
  readonly members: readonly string[];
  readonly clusters: readonly ClusterObject[];
  /** What does not run as it should, as clauses. */
  readonly lacks: readonly string[];
  /** Certificates and tokens; undefined if somebody else issues them. */
  readonly certificates?: readonly Expiring[] | undefined;
}

const NOT_RUNNING = "Does not run as it should:";
const DAY_MILLISECONDS = 86_400_000;
/** Problems that are listed one by one, so that everything stays on one screen. */
const MOST_LISTED = 20;
const LONGEST = 200;

/** Tells what somebody on call wants to know: members, what does not run as it should, and what expires soon. */
export function statusText({ title, members, clusters, lacks, hostLacks, certificates }: Observed, now: Date): string {
  return blocks(
    [title],
    table(memberRows(members, clusters)),
    section("Everything runs as it should.", NOT_RUNNING, [...hostLacks, ...lacks]),
    certificates && expirySection(certificates, now),
  );
}

/** Tells what is known when the federated API does not answer. */
export function silentText(
  { title, hostLacks, certificates }: Pick<Observed, "title" | "hostLacks" | "certificates">,
  reason: string,
  now: Date,
): string {
  return blocks(
    [title],
    [`The federated API does not answer: ${reason}.`],
    hostLacks.length > 0 ? section("", NOT_RUNNING, hostLacks) : undefined,
    certificates && expirySection(certificates, now),
  );
}

function blocks(...all: readonly (readonly string[] | undefined)[]): string {
  return all.flatMap((lines) => (lines ? [lines.map(onOneLine).join("\n")] : [])).join("\n\n");
}

function expirySection(certificates: readonly Expiring[], now: Date): string[] {
  const soon = certificates
    .filter(({ expires }) => Date.parse(expires) - now.getTime() < SOON_DAYS * DAY_MILLISECONDS)
    .sort(byExpiry);
  return section(
    `Nothing expires within ${SOON_DAYS} days.`,
    `Expires within ${SOON_DAYS} days; run "pulumi up" to renew it:`,
    soon.map(
      ({ name, expires, isGiven }) =>
        `${name} on ${dayOf(new Date(expires))}${isGiven ? ", which only you renew" : ""}`,
    ),
  );
}

/** Text that members report: without characters that break a line or steer a terminal. */
function onOneLine(text: string): string {
  const printable = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  return printable.length > LONGEST ? `${printable.slice(0, LONGEST - 3)}...` : printable;
}

/** What does not run as it should, as clauses that begin with the object. */
export function lacksIn(bindings: readonly Binding[], clusters: readonly ClusterObject[]): readonly string[] {
  const responding = new Set(clusters.filter(isReady).map(({ metadata }) => metadata.name));
  return bindings.flatMap((one) => (isPlaced(one) ? (lackOf(one, (member) => !responding.has(member)) ?? []) : []));
}

/** Whether an object is on members by itself: a dependency follows what needs it. */
function isPlaced({ spec }: Binding): boolean {
  return spec.placement !== undefined || Boolean(spec.clusters?.length);
}

function memberRows(members: readonly string[], clusters: readonly ClusterObject[]): readonly string[][] {
  const present = new Map(clusters.map((one) => [one.metadata.name, one]));
  const names = [...new Set([...members, ...present.keys()])].sort();
  return [
    ["member", "Kubernetes", "state"],
    ...names.map((name) => {
      const cluster = present.get(name);
      return cluster
        ? [name, cluster.status?.kubernetesVersion ?? "", stateOf(cluster, members.includes(name))]
        : [name, "", "has not joined"];
    }),
  ];
}

function stateOf(cluster: ClusterObject, isMember: boolean): string {
  const { metadata, spec } = cluster;
  const why = readiness(cluster)?.message;
  const taints = (spec?.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ""}:${effect}`);
  return [
    isReady(cluster) ? "Ready" : `not Ready${why ? `: ${why}` : ""}`,
    ...(isMember ? [] : ["the program does not join it"]),
    ...(metadata.deletionTimestamp === undefined ? [] : ["leaves"]),
    ...(taints.length > 0 ? [`tainted ${taints.join(", ")}`] : []),
  ].join("; ");
}

function table(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}

function section(none: string, heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [none];
  const more = lines.length - MOST_LISTED;
  const shown = lines.slice(0, MOST_LISTED).map((line) => `  ${line}`);
  return [heading, ...shown, ...(more > 0 ? [`  and ${more} more`] : [])];
}
