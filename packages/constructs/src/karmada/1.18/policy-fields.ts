import { BOOLEAN, filled, NUMBER, required, STRING, wordOf } from "../../faults";
import type { FieldShapes } from "../../faults";
import { FIELD_REQUIREMENT, INT32, LABEL_REQUIREMENT, WEIGHT } from "../policy-values";
import type { PolicyFields } from "../release";

const LABEL_SELECTOR: FieldShapes = {
  matchLabels: { "*": STRING },
  matchExpressions: [LABEL_REQUIREMENT],
};

const RESOURCE_SELECTOR: FieldShapes = {
  apiVersion: required(STRING),
  kind: required(STRING),
  namespace: STRING,
  name: STRING,
  labelSelector: LABEL_SELECTOR,
};

const CLUSTER_AFFINITY: FieldShapes = {
  labelSelector: LABEL_SELECTOR,
  fieldSelector: { matchExpressions: [FIELD_REQUIREMENT] },
  clusterNames: [STRING],
  exclude: [STRING],
};

const NAMED_AFFINITY: FieldShapes = { affinityName: required(STRING), ...CLUSTER_AFFINITY };

const TOLERATION: FieldShapes = {
  key: STRING,
  operator: wordOf(["", "Exists", "Equal"]),
  value: STRING,
  effect: wordOf(["", "NoSchedule", "PreferNoSchedule", "NoExecute"]),
  tolerationSeconds: NUMBER,
};

const PLACEMENT: FieldShapes = {
  clusterAffinity: CLUSTER_AFFINITY,
  clusterAffinities: [{ ...NAMED_AFFINITY, overflowAffinities: [NAMED_AFFINITY] }],
  clusterTolerations: [TOLERATION],
  spreadConstraints: [
    {
      spreadByField: wordOf(["cluster", "region", "zone", "provider"]),
      spreadByLabel: STRING,
      minGroups: INT32,
      maxGroups: INT32,
    },
  ],
  replicaScheduling: {
    replicaSchedulingType: wordOf(["Duplicated", "Divided"]),
    replicaDivisionPreference: wordOf(["Aggregated", "Weighted"]),
    weightPreference: {
      staticWeightList: [{ targetCluster: required(CLUSTER_AFFINITY), weight: required(WEIGHT) }],
      dynamicWeight: wordOf(["AvailableReplicas"]),
    },
  },
  workloadAffinity: {
    affinity: { groupByLabelKey: required(STRING) },
    antiAffinity: { groupByLabelKey: required(STRING) },
  },
};

const PRESERVED: FieldShapes = {
  rules: required([{ aliasLabelName: required(STRING), jsonPath: required(STRING) }]),
};

const FAILOVER: FieldShapes = {
  application: {
    decisionConditions: required({ tolerationSeconds: NUMBER }),
    purgeMode: wordOf(["Directly", "Gracefully", "Never", "Immediately", "Graciously"]),
    gracePeriodSeconds: NUMBER,
    statePreservation: PRESERVED,
  },
  cluster: { purgeMode: wordOf(["Directly", "Gracefully"]), statePreservation: PRESERVED },
};

const WORDS: FieldShapes = {
  containerName: required(STRING),
  operator: required(wordOf(["add", "remove"])),
  value: [STRING],
};
const OPERATOR = required(wordOf(["add", "remove", "replace"]));
const IN_TEXT: FieldShapes = { subPath: required(STRING), operator: OPERATOR, value: "anything" };
const IN_METADATA: FieldShapes = { operator: OPERATOR, value: required({ "*": STRING }) };

const OVERRIDERS: FieldShapes = {
  plaintext: [{ path: required(STRING), operator: OPERATOR, value: "anything" }],
  imageOverrider: [
    {
      predicate: { path: required(STRING) },
      component: required(wordOf(["Registry", "Repository", "Tag"])),
      operator: OPERATOR,
      value: STRING,
    },
  ],
  commandOverrider: [WORDS],
  argsOverrider: [WORDS],
  labelsOverrider: [IN_METADATA],
  annotationsOverrider: [IN_METADATA],
  fieldOverrider: [{ fieldPath: required(STRING), json: [IN_TEXT], yaml: [IN_TEXT] }],
};

export const policyFields: PolicyFields = {
  propagation: {
    activationPreference: wordOf(["Lazy"]),
    association: BOOLEAN,
    conflictResolution: wordOf(["Abort", "Overwrite"]),
    dependentOverrides: [STRING],
    failover: FAILOVER,
    placement: PLACEMENT,
    preemption: wordOf(["Always", "Never"]),
    preserveResourcesOnDeletion: BOOLEAN,
    priority: INT32,
    propagateDeps: BOOLEAN,
    resourceSelectors: filled(RESOURCE_SELECTOR),
    schedulePriority: {
      priorityClassSource: required(wordOf(["KubePriorityClass"])),
      priorityClassName: required(STRING),
    },
    schedulerName: STRING,
    suspension: { dispatching: BOOLEAN, dispatchingOnClusters: { clusterNames: [STRING] } },
  },
  placement: PLACEMENT,
  override: {
    overrideRules: [{ targetCluster: CLUSTER_AFFINITY, overriders: required(OVERRIDERS) }],
    resourceSelectors: [RESOURCE_SELECTOR],
  },
  olderOverride: {
    overriders: OVERRIDERS,
    resourceSelectors: [RESOURCE_SELECTOR],
    targetCluster: CLUSTER_AFFINITY,
  },
  notFollowed: [
    ["placement.workloadAffinity", "it takes Karmada's alpha feature WorkloadAffinity"],
    ["schedulePriority", "it takes Karmada's alpha feature PriorityBasedScheduling"],
    ["activationPreference", "with it, a change of the policy reaches an object only when that changes, too"],
  ],
};
