import { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { namespaceFor } from "../api-objects/scope";
import { policyName } from "../api-objects/policy-object";
import { fault } from "../faults";
import type { Fault } from "../faults";
import type { Manifest } from "../kinds/manifest";
import type { Override } from "../override/override";
import type { Placement } from "../placement/placement";
import type { Member } from "../plan";
import { memberFaults } from "../plan/model/member-faults";
import { Propagation } from "../propagation/propagation";
import { memberName } from "../validation/checks";

/** An object of an older federation, with the policy that places it. */
export function propagated(
  scope: Construct,
  id: string,
  object: Manifest,
  placement: Placement,
  overrides: readonly Override[] = [],
): Propagation {
  const holder = new Construct(scope, id);
  const apiObject = new ApiObject(holder, "Resource", object);
  return new Propagation(holder, "Policy", {
    objects: [apiObject],
    placement,
    ...(overrides.length > 0 && { overrides }),
    metadata: { name: policyName(apiObject), namespace: namespaceFor(scope, object.metadata) },
  });
}

/** Faults of the list of the federation's clusters. */
export function clusterFaults(path: string, clusters: readonly Member[]): Fault[] {
  const shapes = memberFaults(clusters).map((one) => ({ ...one, path: one.path.replace(/^members/, path) }));
  if (!Array.isArray(clusters) || shapes.length > 0) return shapes;
  return [
    ...(clusters.length === 0 ? [fault(path, "[] is empty", "list the clusters of the federation")] : []),
    ...(clusters as readonly Member[]).flatMap(({ name }, i) => memberName(`${path}[${i}].name`, name)),
  ];
}
