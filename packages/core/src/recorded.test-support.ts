import { fakeKubeconfig, plain, type RecordedResource } from "./testing";
import { Cluster } from "./members/cluster";

const KUBECONFIG = fakeKubeconfig("f", "a", "b");

/** A handle on a cluster that is not there, by a context of one kubeconfig: `f`, `a` or `b`. */
export function cluster(name: string, context: string): Cluster {
  return Cluster.fromKubeconfig(name, KUBECONFIG, { context });
}

/** The one recorded resource of a type and name. The type may be given by its end, e.g. `:Secret`. */
export function one(resources: readonly RecordedResource[], type: string, name: string): RecordedResource {
  const found = resources.filter((resource) => resource.type.endsWith(type) && resource.name === name);
  if (found.length !== 1) throw new Error(`${found.length} resources are ${type} ${name}`);
  return found[0]!;
}

/** Inputs of that resource without the wrappings of secrets. */
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

/** The flags of a workload's container, by their names without dashes. */
export function flagsOf(resources: readonly RecordedResource[], type: string, name: string): Record<string, string> {
  const [{ command = [], args = [] }] = inputsOf<Workload>(resources, type, name).spec.template.spec.containers;
  const flags = [...command, ...args].filter((one) => one.startsWith("--"));
  return Object.fromEntries(flags.map((one) => [one.slice(2).split("=")[0]!, one.split("=").slice(1).join("=")]));
}
