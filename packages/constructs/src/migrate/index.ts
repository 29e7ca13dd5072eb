import type { Construct } from "constructs";
import type { FederatedNamespace } from "../objects/federated-namespace";
import type { Propagation } from "../propagation/propagation";
import type * as FederationV1 from "./from-federation-v1";
import type { FederationV1Options } from "./from-federation-v1";
import type * as Kubefed from "./from-kubefed";
import type { KubefedOptions } from "./from-kubefed";

// Few programs migrate. The others do without the code for it, which is an eighth of the package.

/**
 * Reads objects that were written for Federation v1 and adds them to a chart, each with a placement that means the same
 * as its annotations: weights, `*`, limits and cluster selectors. Without preferences, Deployments, ReplicaSets and
 * Jobs are divided equally. Everything else runs on every selected cluster.
 *
 * The text is YAML or JSON with any number of documents and lists, as you wrote them or exported them from Federation
 * v1's API. Supported kinds: ConfigMap, DaemonSet, Deployment, Ingress, Job, Namespace, ReplicaSet, Secret and Service.
 * Kinds of `extensions/v1beta1` become `apps/v1` and `networking.k8s.io/v1`.
 *
 * Dropped: `status`; metadata other than name, namespace, labels, annotations and finalizers; the finalizers `orphan`
 * and `federation.kubernetes.io/delete-from-underlying-clusters`; a Service's cluster IP, a Job's generated selector
 * and labels, a Namespace's `spec.finalizers`, `templateGeneration` and `rollbackTo`; the annotations
 * `federation.kubernetes.io/service-ingresses` and `hpa-target-cluster-list`,
 * `ingress.federation.kubernetes.io/first-cluster`, `deployment.kubernetes.io/revision`,
 * `deprecated.daemonset.template.generation` and `kubectl.kubernetes.io/last-applied-configuration`.
 *
 * Errors are reported at synth, all at once, each with document, object and annotation: invalid YAML, a malformed
 * annotation (which Federation v1 ignored), a kind that was not federated, limits (`minReplicas`, `maxReplicas`) that
 * Karmada cannot keep, and a HorizontalPodAutoscaler. Warnings are about counts that Karmada divides differently,
 * limits that hold only for the current counts, replicas that may move (`rebalance` was not true), and names of
 * clusters that do not exist.
 *
 * @param scope the chart, or a construct in it
 * @returns what was added, in the order of the text, without objects that have faults
 * @example
 * fromFederationV1(chart, `
 * apiVersion: v1
 * kind: ConfigMap
 * metadata:
 *   name: settings
 *   annotations:
 *     federation.alpha.kubernetes.io/cluster-selector: '[{"key":"tier","operator":"in","values":["edge"]}]'
 * data: { LOG_LEVEL: info }
 * `, { members: [{ name: "f-a-cluster", labels: { tier: "edge" } }, { name: "f-b-cluster" }] });
 *
 * @see https://github.com/kubernetes-retired/federation/tree/v1.9.0-alpha.3
 */
export function fromFederationV1(
  scope: Construct,
  yaml: string,
  options: FederationV1Options,
): readonly (Propagation | FederatedNamespace)[] {
  return (require("./from-federation-v1") as typeof FederationV1).fromFederationV1(scope, yaml, options);
}

/**
 * Reads objects that were written for kubefed (Federation v2) and adds what is in their templates to a chart, with a
 * placement and overrides that mean the same.
 *
 * The text is YAML or JSON with any number of documents and lists, as you wrote them or exported them from the host
 * cluster. Each object of `types.kubefed.io` becomes its template's object in a {@link Propagation}, and a
 * FederatedNamespace becomes a {@link FederatedNamespace}. Where a FederatedNamespace is in the text, its members limit
 * those of the objects in it. Without a ReplicaSchedulingPreference, each member runs all replicas of the template; with
 * one, its weights divide `totalReplicas`. `retainReplicas` becomes Karmada's label for it.
 *
 * Left out with a warning: objects that select no member, and kubefed's own configuration and state. Kubefed's DNS
 * records are left out, too, because the federation publishes names of Services by itself.
 *
 * Errors are reported at synth, all at once, each with document and object: invalid YAML, kinds that have no
 * `apiVersion` in their template and are not built in, overrides that do not apply to the template, limits
 * (`minReplicas`, `maxReplicas`) that Karmada cannot keep, and objects that are not kubefed's.
 *
 * @param scope the chart, or a construct in it
 * @returns what was added, in the order of the text, without objects that have faults
 * @example
 * fromKubefed(chart, `
 * apiVersion: types.kubefed.io/v1beta1
 * kind: FederatedConfigMap
 * metadata: { name: settings, namespace: shop }
 * spec:
 *   template: { data: { LOG_LEVEL: info } }
 *   placement: { clusters: [{ name: f-a-cluster }] }
 * `, { members: [{ name: "f-a-cluster" }, { name: "f-b-cluster" }] });
 *
 * @see https://github.com/kubernetes-retired/kubefed/blob/v0.10.0/docs/userguide.md
 */
export function fromKubefed(
  scope: Construct,
  yaml: string,
  options: KubefedOptions,
): readonly (Propagation | FederatedNamespace)[] {
  return (require("./from-kubefed") as typeof Kubefed).fromKubefed(scope, yaml, options);
}
