import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { Federation } from "./federation/federation";
import type { FederationArgs } from "./federation/federation-args";
import { RELEASE } from "./karmada";
import { Cluster } from "./clusters/cluster";
import { fakeKubeconfig, plain, type RecordedResource } from "./testing";

const KUBECONFIG = fakeKubeconfig("f", "a", "b");

/** Handle to a cluster that does not exist, by a context of one kubeconfig: `f`, `a` or `b`. */
export function cluster(name: string, context: string): Cluster {
  return Cluster.fromKubeconfig(name, KUBECONFIG, { context });
}

const definitionsDirectory = mkdtempSync(join(tmpdir(), "fedstack-"));
for (const name of RELEASE.definitions.names) {
  const definition = { kind: "CustomResourceDefinition", metadata: { name }, spec: {} };
  writeFileSync(join(definitionsDirectory, `${name}.yaml`), JSON.stringify(definition));
}
afterAll(() => rmSync(definitionsDirectory, { recursive: true }));

/** A federation whose definitions are empty. The packaged ones take most of the time of a recording. */
export function federate(host: Cluster, dnsZone: string, args: FederationArgs = {}): Federation {
  return new Federation(host, dnsZone, { definitionsDirectory, ...args });
}

/** The value of an Output that is known. */
export function known<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => void output.apply((value) => resolve(value as T)));
}

/** The only recorded resource with a type and name. The end of the type is enough, such as `:Secret`. */
export function one(resources: readonly RecordedResource[], type: string, name: string): RecordedResource {
  const found = resources.filter((resource) => resource.type.endsWith(type) && resource.name === name);
  if (found.length !== 1) throw new Error(`${found.length} resources are ${type} ${name}`);
  return found[0]!;
}

/** Inputs of that resource, with secrets unwrapped. */
export function inputsOf<T = Record<string, unknown>>(
  resources: readonly RecordedResource[],
  type: string,
  name: string,
): T {
  return plain<T>(one(resources, type, name).inputs);
}

interface Workload {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly [Container] } } };
}

interface Container {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** Flags of a workload's container, by name without dashes. */
export function flagsOf(resources: readonly RecordedResource[], type: string, name: string): Record<string, string> {
  const [{ command = [], args = [] }] = inputsOf<Workload>(resources, type, name).spec.template.spec.containers;
  const flags = [...command, ...args].filter((one) => one.startsWith("--"));
  return Object.fromEntries(flags.map((one) => [one.slice(2).split("=")[0]!, one.split("=").slice(1).join("=")]));
}

/** A recording that is made once for all tests that ask for it with the same arguments. */
export function recordedOnce<Args>(
  recording: (args: Args) => Promise<RecordedResource[]>,
): (args: Args) => Promise<RecordedResource[]> {
  const made = new Map<string, Promise<RecordedResource[]>>();
  return (args) => {
    const key = JSON.stringify(args);
    const one = made.get(key) ?? recording(args);
    made.set(key, one);
    return one;
  };
}
