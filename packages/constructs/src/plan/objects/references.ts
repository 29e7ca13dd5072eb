import { valuesAt } from "../../json/json-path";
import type { Fields } from "../../karmada";
import { isOfKind } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";
import type { Manifest } from "../../kinds/manifest";
import { interpreterOf } from "../../kinds/replicas";

/** Object in the same namespace that another object refers to. */
export interface Reference {
  readonly object: ObjectRef;
  /** Whether pods do not start without it. If not, it matters only if someone creates it. */
  readonly required: boolean;
  /** Whether the user may do without it. */
  readonly optional: boolean;
  /** Whether Karmada brings it along if the policy says `propagateDeps`. */
  readonly followed: boolean;
}

/** Fields in which volumes of these kinds name a Secret. */
const SECRET_REFS = ["cephfs", "cinder", "flexVolume", "rbd", "scaleIO", "iscsi", "storageos"];

/** Objects that Kubernetes creates in every namespace. */
const ALWAYS_THERE = new Set(["ConfigMap/kube-root-ca.crt", "ServiceAccount/default"]);

type Add = (kind: string, name: unknown, options?: { readonly optional?: boolean }) => void;

/**
 * Objects that an object refers to in its own namespace, as Karmada's interpreters find them: ConfigMaps, Secrets,
 * ServiceAccounts and PersistentVolumeClaims of pods and of other kinds that Karmada knows; also the Service of a
 * StatefulSet, which Karmada does not follow.
 *
 * @see https://github.com/karmada-io/karmada/blob/v1.18.2/pkg/resourceinterpreter/default/native/dependencies.go
 */
export function referencesOf(object: Manifest, namespace: string | undefined): readonly Reference[] {
  const { podTemplates = [], names = {}, references = [], followedWith } = interpreterOf(object) ?? {};
  const readable = followedWith === undefined || valuesAt(object, followedWith.split(".")).length > 0;
  const found = new Map<string, Omit<Reference, "object">>();
  const adder =
    (required: boolean, followed = true): Add =>
    (kind, name, { optional = false } = {}) => {
      if (typeof name !== "string" || name === "") return;
      const key = `${kind}/${name}`;
      const known = found.get(key);
      found.set(key, {
        required: required || (known?.required ?? false),
        optional: optional && (known?.optional ?? true),
        followed: followed || (known?.followed ?? false),
      });
    };
  const claims = claimsMadeBy(object);
  for (const path of podTemplates) {
    const template = path === "" ? [object] : valuesAt(object, path.split("."));
    for (const { spec } of template as Fields[]) if (spec) addPod(spec, claims, adder(true));
  }
  if (isOfKind(object, "apps/StatefulSet")) for (const claim of claims) found.delete(`PersistentVolumeClaim/${claim}`);
  for (const [kind, paths] of Object.entries(names)) {
    for (const name of paths.flatMap((path) => valuesAt(object, path.split(".")))) adder(false, readable)(kind, name);
  }
  for (const { kind, name } of references.flatMap((path) => valuesAt(object, path.split("."))) as Fields[]) {
    if (kind === "ConfigMap" || kind === "Secret") adder(false)(kind, name);
  }
  if (isOfKind(object, "apps/StatefulSet")) adder(false, false)("Service", (object.spec as Fields)?.serviceName);
  if (isOfKind(object, "multicluster.x-k8s.io/ServiceImport"))
    adder(false)("Service", `derived-${object.metadata.name}`);
  return [...found]
    .filter(([key]) => !ALWAYS_THERE.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, rest]) => {
      const [kind, name] = key.split("/") as [string, string];
      return { object: { apiVersion: "v1", kind, name, namespace }, ...rest };
    });
}

function addPod(pod: Fields, claims: ReadonlySet<string>, add: Add): void {
  add("ServiceAccount", pod.serviceAccountName);
  for (const { name } of pod.imagePullSecrets ?? []) add("Secret", name);
  for (const container of [pod.initContainers, pod.containers, pod.ephemeralContainers].flatMap((list) => list ?? [])) {
    for (const { configMapRef, secretRef } of container.envFrom ?? []) {
      add("ConfigMap", configMapRef?.name, configMapRef);
      add("Secret", secretRef?.name, secretRef);
    }
    for (const { valueFrom } of container.env ?? []) {
      add("ConfigMap", valueFrom?.configMapKeyRef?.name, valueFrom?.configMapKeyRef);
      add("Secret", valueFrom?.secretKeyRef?.name, valueFrom?.secretKeyRef);
    }
  }
  for (const volume of pod.volumes ?? []) {
    const sources: Fields[] = volume.projected?.sources ?? [];
    for (const { configMap } of [volume, ...sources]) add("ConfigMap", configMap?.name, configMap);
    for (const { secret } of sources) add("Secret", secret?.name, secret);
    add("Secret", volume.secret?.secretName, volume.secret);
    add("Secret", volume.azureFile?.secretName);
    add("Secret", volume.csi?.nodePublishSecretRef?.name);
    for (const kind of SECRET_REFS) add("Secret", volume[kind]?.secretRef?.name);
    const claim = volume.persistentVolumeClaim?.claimName;
    add("PersistentVolumeClaim", claim, { optional: claims.has(claim) });
  }
}

/** Names of the claims that a StatefulSet creates itself. */
function claimsMadeBy({ spec }: Manifest): ReadonlySet<string> {
  const templates: Fields[] = (spec as Fields)?.volumeClaimTemplates ?? [];
  return new Set(templates.map((claim) => claim.metadata?.name));
}
