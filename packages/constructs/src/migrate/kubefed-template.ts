import { fault, quoted, required, shapeFaults, STRING } from "../faults";
import type { FieldShapes } from "../faults";
import { RETAIN_REPLICAS } from "../karmada";
import type { OfKind } from "../kinds/identity";
import type { Document } from "./documents";
import { valuesAt } from "../json/json-path";
import type { Manifest } from "../kinds/manifest";
import { ownApiVersion } from "../kinds/preferred-version";
import { inCurrentVersion } from "./current-version";
import type { Findings } from "./findings";
import type { KubefedSpec, Template } from "./kubefed-spec";
import { shapeFaults as objectFaults } from "./shape";

interface TypeNames {
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly kind: string;
}

const OLD_BACKENDS = ["spec.backend", "spec.rules.*.http.paths.*.backend"];
const RETAIN = { [RETAIN_REPLICAS]: "true" };

/** Kinds of what is in the templates, by the federated kind. */
export type TargetTypes = ReadonlyMap<string, OfKind>;

const NAMES: FieldShapes = { group: STRING, version: STRING, kind: required(STRING) };
const TYPES: FieldShapes = { federatedType: required(NAMES), targetType: required(NAMES) };

/** The kinds that the FederatedTypeConfigs of a text name. */
export function targetTypesIn(documents: readonly Document[]): TargetTypes {
  return new Map(
    documents.flatMap(({ manifest }): (readonly [string, OfKind])[] => {
      if (manifest.kind !== "FederatedTypeConfig") return [];
      if (shapeFaults("", manifest["spec"], required(TYPES), { ignoresUnknown: true }).length > 0) return [];
      const { federatedType, targetType } = manifest["spec"] as { readonly [type: string]: TypeNames };
      const { group, version = "v1", kind } = targetType!;
      return [[federatedType!.kind, { apiVersion: group ? `${group}/${version}` : version, kind }]];
    }),
  );
}

/** The object in a template, under the name of the federated one; undefined, with a fault, if its kind is not known. */
export function targetOf(
  path: string,
  { kind, metadata }: Manifest,
  { template = {}, retainReplicas }: KubefedSpec,
  types: TargetTypes,
  findings: Findings,
): Manifest | undefined {
  const configured = types.get(kind);
  const targetKind = configured?.kind ?? kind.replace(/^Federated/, "");
  const apiVersion =
    template.apiVersion ?? oldVersion(targetKind, template) ?? configured?.apiVersion ?? ownApiVersion(targetKind);
  if (apiVersion === undefined) {
    findings.faults.push(
      fault(
        `${path}: spec.template`,
        `has no apiVersion, and ${quoted(targetKind)} is not a built-in kind`,
        "set apiVersion, or add its FederatedTypeConfig",
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
    },
  };
  if (annotations) {
    findings.warnings.push(
      fault(`${path}: spec.template.metadata.annotations`, "are left out: kubefed did not pass them on"),
    );
  }
  findings.faults.push(...objectFaults(path, target));
  if (findings.faults.length > 0) return undefined;
  return apiVersion === "extensions/v1beta1" ? inCurrentVersion(path, target, findings) : target;
}

/** The version of a template that has fields of an older one, which `kubefedctl federate` leaves out. */
function oldVersion(kind: string, template: Template): string | undefined {
  const isOldAutoscaler = valuesAt(template, ["spec", "targetCPUUtilizationPercentage"]).length > 0;
  if (kind === "HorizontalPodAutoscaler" && isOldAutoscaler) return "autoscaling/v1";
  const backends = OLD_BACKENDS.flatMap((at) => valuesAt(template, at.split("."))) as {
    readonly serviceName?: string;
  }[];
  return kind === "Ingress" && backends.some((one) => one?.serviceName !== undefined)
    ? "extensions/v1beta1"
    : undefined;
}
