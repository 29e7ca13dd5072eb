import type { Manifest } from "../../kinds/manifest";
import { podSpecPath } from "../../kinds/pod-specs";
import { groupKindOf } from "../../kinds/identity";
import type { ObjectRef } from "../../kinds/identity";

/** Where volumes of these kinds name a Secret. */
const SECRET_REFS = ["cephfs", "cinder", "flexVolume", "rbd", "scaleIO", "iscsi", "storageos"];

/** What Kubernetes puts into every namespace. */
const ALWAYS_THERE = new Set(["ConfigMap/kube-root-ca.crt", "ServiceAccount/default"]);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the specification is whatever the user wrote
type Untyped = any;

/**
 * The objects in its own namespace without which an object's pods do not start: ConfigMaps, Secrets, ServiceAccounts and
 * PersistentVolumeClaims of the pod template, the Service of a StatefulSet. Those marked optional are not among them.
 */
export function referencesOf(object: Manifest, namespace: string | undefined): readonly ObjectRef[] {
  const groupKind = groupKindOf(object);
  const pod = podSpecPath(object)?.reduce((at: Untyped, field) => at?.[field], object);
  if (!pod) return [];
  const found = new Set<string>();
  const add = (kind: string, source: Untyped, field = "name"): void => {
    if (source?.[field] && !source.optional) found.add(`${kind}/${source[field]}`);
  };
  add("ServiceAccount", pod, "serviceAccountName");
  for (const secret of pod.imagePullSecrets ?? []) add("Secret", secret);
  for (const container of [pod.initContainers, pod.containers, pod.ephemeralContainers].flatMap((list) => list ?? [])) {
    for (const { configMapRef, secretRef } of container.envFrom ?? []) {
      add("ConfigMap", configMapRef);
      add("Secret", secretRef);
    }
    for (const { valueFrom } of container.env ?? []) {
      add("ConfigMap", valueFrom?.configMapKeyRef);
      add("Secret", valueFrom?.secretKeyRef);
    }
  }
  const spec = object.spec as Untyped;
  const claimed = new Set((spec.volumeClaimTemplates ?? []).map((claim: Untyped) => claim.metadata?.name));
  for (const volume of pod.volumes ?? []) {
    for (const source of [volume, ...(volume.projected?.sources ?? [])]) add("ConfigMap", source.configMap);
    for (const source of volume.projected?.sources ?? []) add("Secret", source.secret);
    add("Secret", volume.secret, "secretName");
    add("Secret", volume.azureFile, "secretName");
    add("Secret", volume.csi?.nodePublishSecretRef);
    for (const kind of SECRET_REFS) add("Secret", volume[kind]?.secretRef);
    const claim = volume.persistentVolumeClaim;
    if (!claimed.has(claim?.claimName)) add("PersistentVolumeClaim", claim, "claimName");
  }
  if (groupKind === "apps/StatefulSet") add("Service", spec, "serviceName");
  return [...found]
    .filter((key) => !ALWAYS_THERE.has(key))
    .sort()
    .map((key) => {
      const [kind, name] = key.split("/") as [string, string];
      return { apiVersion: "v1", kind, name, namespace };
    });
}
