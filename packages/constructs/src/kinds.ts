import type { ApiObject } from "cdk8s";
import type { IConstruct } from "constructs";
import { apiObjectsIn } from "./api-objects";

/** Group and kind, such as `apps/Deployment`; of the core group the kind alone. */
export type GroupKind = string;

const CLUSTER_SCOPED: ReadonlySet<GroupKind> = new Set([
  "Namespace",
  "Node",
  "PersistentVolume",
  "admissionregistration.k8s.io/MutatingAdmissionPolicy",
  "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
  "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "apiregistration.k8s.io/APIService",
  "certificates.k8s.io/CertificateSigningRequest",
  "certificates.k8s.io/ClusterTrustBundle",
  "flowcontrol.apiserver.k8s.io/FlowSchema",
  "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
  "internal.apiserver.k8s.io/StorageVersion",
  "networking.k8s.io/IPAddress",
  "networking.k8s.io/IngressClass",
  "networking.k8s.io/ServiceCIDR",
  "node.k8s.io/RuntimeClass",
  "rbac.authorization.k8s.io/ClusterRole",
  "rbac.authorization.k8s.io/ClusterRoleBinding",
  "resource.k8s.io/DeviceClass",
  "resource.k8s.io/DeviceTaintRule",
  "resource.k8s.io/ResourceSlice",
  "scheduling.k8s.io/PriorityClass",
  "storage.k8s.io/CSIDriver",
  "storage.k8s.io/CSINode",
  "storage.k8s.io/StorageClass",
  "storage.k8s.io/VolumeAttachment",
  "storage.k8s.io/VolumeAttributesClass",
  "storagemigration.k8s.io/StorageVersionMigration",
]);

const POD_SPECS: { readonly [kind: GroupKind]: string } = {
  Pod: "/spec",
  "apps/DaemonSet": "/spec/template/spec",
  "apps/Deployment": "/spec/template/spec",
  "apps/ReplicaSet": "/spec/template/spec",
  "apps/StatefulSet": "/spec/template/spec",
  "batch/CronJob": "/spec/jobTemplate/spec/template/spec",
  "batch/Job": "/spec/template/spec",
};

/** Group and kind of an object. */
export function groupKind({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): GroupKind {
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  return group ? `${group}/${kind}` : kind;
}

/** Pointer to the specification of an object's pods, if Kubernetes defines the kind and it has any. */
export function podSpecPointer(object: { readonly apiVersion: string; readonly kind: string }): string | undefined {
  return POD_SPECS[groupKind(object)];
}

/** Whether Karmada finds the containers of such an object by itself when it overrides an image, a command or arguments. */
export function hasDetectedContainers(object: { readonly apiVersion: string; readonly kind: string }): boolean {
  return podSpecPointer(object) !== undefined && groupKind(object) !== "batch/CronJob";
}

/** Whether objects of this kind lie outside of namespaces: a kind of Kubernetes, or one that a definition nearby says so of. */
export function isClusterScoped(object: ApiObject): boolean {
  if (CLUSTER_SCOPED.has(groupKind(object))) return true;
  const mayBeCustom = object.apiGroup.includes(".");
  return mayBeCustom && definitionsIn(object.node.root).get(groupKind(object))?.toJson().spec.scope === "Cluster";
}

/** The definitions of custom resources in a tree, by what they define. */
export function definitionsIn(root: IConstruct): ReadonlyMap<GroupKind, ApiObject> {
  const definitions = apiObjectsIn(root).filter(({ kind }) => kind === "CustomResourceDefinition");
  return new Map(
    definitions.map((definition) => {
      const { group, names } = definition.toJson().spec;
      return [`${group}/${names?.kind}`, definition];
    }),
  );
}
