import type { Binding } from "../departures/binding";
import { type ClusterObject, isReady, readiness } from "../departures/clusters";
import { lackOf } from "../departures/elsewhere";

/** What is known about a federation. */
export interface Observed {
  /** What is described, such as `kairen.com. on f-cluster, Karmada 1.18.2`. */
  readonly title: string;
  /** Names of the members that the program joins. */
  readonly members: readonly string[];
  readonly clusters: readonly ClusterObject[];
  /** What does not run as it should, as clauses. */
  readonly lacks: readonly string[];
  /** Certificates and tokens, and when they expire, in RFC 3339; undefined if somebody else issues them. */
  readonly certificates?: readonly Expiring[] | undefined;
}

interface Expiring {
  readonly name: string;
  readonly expires: string;
}

const SOON_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;
/** Problems that are listed one by one, so that everything stays on one screen. */
const MOST_LISTED = 20;
const LONGEST = 200;

/** Tells what somebody on call wants to know: members, what does not run as it should, and what expires soon. */
export function statusText({ title, members, clusters, lacks, certificates }: Observed, now: Date): string {
  const blocks = [
    [title],
    table(memberRows(members, clusters)),
    section("Everything runs as it should.", "Does not run as it should:", lacks),
    ...(certificates ? [expirySection(certificates, now)] : []),
  ];
  return blocks.map((lines) => lines.map(onOneLine).join("\n")).join("\n\n");
}

function expirySection(certificates: readonly Expiring[], now: Date): string[] {
  const soon = certificates
    .filter(({ expires }) => Date.parse(expires) - now.getTime() < SOON_DAYS * DAY_MILLISECONDS)
    .sort((a, b) => (a.expires < b.expires ? -1 : 1));
  return section(
    `Nothing expires within ${SOON_DAYS} days.`,
    `Expires within ${SOON_DAYS} days; run "pulumi up" to renew it:`,
    soon.map(({ name, expires }) => `${name} on ${expires.slice(0, 10)}`),
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
