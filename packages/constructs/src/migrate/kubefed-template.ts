import { fault, quoted } from "../faults";
import { valuesAt } from "../json/json-path";
import { RELEASE } from "../karmada";
import type { Manifest } from "../kinds/manifest";
import { preferredApiVersion } from "../kinds/preferred-version";
import { inCurrentVersion } from "./current-version";
import type { Findings } from "./findings";
import type { KubefedSpec, Template } from "./kubefed-spec";
import { shapeFaults as objectFaults } from "./shape";

const OLD_BACKENDS = ["spec.backend", "spec.rules.*.http.paths.*.backend"];
const RETAIN = { "resourcetemplate.karmada.io/retain-replicas": "true" };

/** The object in a template, under the name of the federated one; undefined, with a fault, if its kind is not known. */
export function targetOf(
  path: string,
  { kind, metadata }: Manifest,
  { template = {}, retainReplicas }: KubefedSpec,
  findings: Findings,
): Manifest | undefined {
  const targetKind = kind.replace(/^Federated/, "");
  const apiVersion = template.apiVersion ?? oldVersion(targetKind, template) ?? builtIn(targetKind);
  if (apiVersion === undefined) {
    findings.faults.push(
      fault(
        `${path}: spec.template`,
        `has no apiVersion, and ${quoted(targetKind)} is not a built-in kind`,
        "set apiVersion",
      ),
    );
    return undefined;
  }
  const { labels, annotations } = template.metadata ?? {};
  const { name, namespace } = metadata;
  const target: Manifest = {
    ...template,
    apiVersion,
    kind: targetKind,
    metadata: {
      name,
      ...(targetKind !== "Namespace" && namespace !== undefined && { namespace }),
      ...((labels || retainReplicas === true) && { labels: { ...labels, ...(retainReplicas === true && RETAIN) } }),
      ...(annotations && { annotations }),
    },
  };
  findings.faults.push(...objectFaults(path, target));
  if (findings.faults.length > 0) return undefined;
  return apiVersion === "extensions/v1beta1" ? inCurrentVersion(path, target, findings) : target;
}

/** Kubefed federated Ingresses of a version that had other backends. */
function oldVersion(kind: string, template: Template): string | undefined {
  const backends = OLD_BACKENDS.flatMap((at) => valuesAt(template, at.split("."))) as {
    readonly serviceName?: string;
  }[];
  return kind === "Ingress" && backends.some((one) => one?.serviceName !== undefined)
    ? "extensions/v1beta1"
    : undefined;
}

function builtIn(kind: string): string | undefined {
  const { namespaced, clusterScoped } = RELEASE.kinds;
  const groupKind = [...namespaced, ...clusterScoped].find((one) => one.split("/").at(-1) === kind);
  const group = groupKind?.includes("/") ? `${groupKind.split("/")[0]}/v1` : "v1";
  return groupKind && preferredApiVersion({ apiVersion: group, kind }, new Map());
}
