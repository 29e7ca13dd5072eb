import type * as inputs from "@pulumi/kubernetes/types/input";

const OPEN = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

/**
 * Kind `EtcdCluster` of etcd-operator 0.2.0. It checks what the operator requires and keeps everything else as it is.
 *
 * @see https://github.com/etcd-io/etcd-operator/blob/v0.2.0/docs/api-references/docs.md
 */
export const ETCD_CLUSTER_DEFINITION = {
  name: "etcdclusters.operator.etcd.io",
  spec: {
    group: "operator.etcd.io",
    scope: "Namespaced",
    names: { kind: "EtcdCluster", listKind: "EtcdClusterList", plural: "etcdclusters", singular: "etcdcluster" },
    versions: [
      {
        name: "v1alpha1",
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: {
              apiVersion: { type: "string" },
              kind: { type: "string" },
              metadata: { type: "object" },
              spec: {
                ...OPEN,
                required: ["size", "version"],
                properties: { size: { type: "integer", minimum: 1 }, version: { type: "string" } },
              },
              status: OPEN,
            },
          },
        },
      },
    ],
  } satisfies inputs.apiextensions.v1.CustomResourceDefinitionSpec,
};
