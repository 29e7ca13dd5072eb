import type * as inputs from "@pulumi/kubernetes/types/input";
import { MANAGED_LABEL } from "../karmada/names";
import { type MemberAccess, SYSTEM_NAMESPACE } from "./access";

/** Capabilities that Pod Security allows at its level "baseline". */
export const BASELINE_CAPABILITIES: readonly string[] = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];
const WITH_POD_TEMPLATE = ["deployments", "statefulsets", "daemonsets", "replicasets", "jobs"];
/** Types of Secrets with which a client signs in as somebody else. */
export const CREDENTIAL_TYPES: readonly string[] = [
  "kubernetes.io/service-account-token",
  "bootstrap.kubernetes.io/token",
];

/**
 * Limits a control plane's writes in a member to its own namespaces, and keeps it away from nodes and from other
 * accounts' credentials. Roles can only grant, so what a cluster-wide role grants too much is refused on admission.
 *
 * @param username the control plane in the member
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export function accessPolicy(
  username: string,
  access: Exclude<MemberAccess, "everything">,
): inputs.admissionregistration.v1.ValidatingAdmissionPolicySpec {
  return {
    failurePolicy: "Fail",
    matchConstraints: {
      resourceRules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*/*"] }],
    },
    matchConditions: [{ name: "control-plane", expression: `request.userInfo.username == ${quoted(username)}` }],
    variables: [
      { name: "resource", expression: "request.resource.resource" },
      { name: "isNamespace", expression: "request.resource.group == '' && variables.resource == 'namespaces'" },
      { name: "pod", expression: POD },
      {
        name: "containers",
        expression:
          "variables.pod == null ? [] : variables.pod.?containers.orValue([]) + " +
          "variables.pod.?initContainers.orValue([]) + variables.pod.?ephemeralContainers.orValue([])",
      },
    ],
    validations: [...(access === "workloads" ? inOwnNamespaces : inNamespaces(access.namespaces)), ...HARMLESS].map(
      (validation) => ({ ...validation, reason: "Forbidden" }),
    ),
  };
}

const POD = `object == null ? null
  : variables.resource == 'pods' ? object.spec
  : variables.resource == 'cronjobs' ? object.spec.jobTemplate.spec.template.spec
  : variables.resource in ${list(WITH_POD_TEMPLATE)} ? object.spec.template.spec
  : null`;

const managed = (object: string): string => `${object}.metadata.?labels[?'${MANAGED_LABEL}'].orValue('') == 'true'`;

const inOwnNamespaces = [
  {
    expression: `variables.isNamespace || namespaceObject == null || ${managed("namespaceObject")}`,
    message: "this federation may only write in namespaces that it created itself",
  },
  {
    expression: `!variables.isNamespace || request.operation == 'CREATE' || ${managed("oldObject")}`,
    message: "this federation may only change namespaces that it created itself",
  },
  {
    expression:
      "!variables.isNamespace || request.operation != 'CREATE' || " +
      `!(object.metadata.?name.orValue('') + object.metadata.?generateName.orValue('')).matches('${SYSTEM_NAMESPACE.source}')`,
    message: "this federation may not create system namespaces",
  },
];

function inNamespaces(namespaces: readonly string[]) {
  return [
    {
      expression: `namespaceObject == null || namespaceObject.metadata.name in ${list(namespaces)}`,
      message: `this federation may only write in ${namespaces.join(", ")}`,
    },
    { expression: "!variables.isNamespace", message: "this federation may not change namespaces" },
  ];
}

const HARMLESS = [
  {
    expression: `variables.resource != 'secrets' || object == null || !(object.?type.orValue('') in ${list(CREDENTIAL_TYPES)})`,
    message: "this federation may not create credentials of service accounts or nodes",
  },
  {
    expression:
      "variables.resource != 'services' || object == null || object.spec.?externalIPs.orValue([]).size() == 0",
    message: "this federation may not set externalIPs",
  },
  {
    expression:
      "variables.pod == null || !(variables.pod.?hostNetwork.orValue(false) || variables.pod.?hostPID.orValue(false) || " +
      "variables.pod.?hostIPC.orValue(false) || variables.pod.?securityContext.?windowsOptions.?hostProcess.orValue(false))",
    message: "this federation may not run pods in the namespaces of a node",
  },
  {
    expression: "variables.pod == null || variables.pod.?volumes.orValue([]).all(volume, !has(volume.hostPath))",
    message: "this federation may not mount a node's files",
  },
  {
    expression:
      "variables.containers.all(container, !container.?securityContext.?privileged.orValue(false) && " +
      "!container.?securityContext.?windowsOptions.?hostProcess.orValue(false) && " +
      "container.?securityContext.?procMount.orValue('Default') == 'Default' && " +
      `container.?securityContext.?capabilities.?add.orValue([]).all(added, added in ${list(BASELINE_CAPABILITIES)}))`,
    message: "this federation may not run privileged containers",
  },
  {
    // Nodes forward such a port to the pod, even one on which the kubelet or the API server listens.
    expression:
      "variables.containers.all(container, container.?ports.orValue([]).all(port, port.?hostPort.orValue(0) == 0))",
    message: "this federation may not take ports of a node",
  },
];

function list(values: readonly string[]): string {
  return `[${values.map(quoted).join(", ")}]`;
}

function quoted(value: string): string {
  return `'${value}'`;
}
