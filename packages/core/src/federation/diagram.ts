import { describes, isOfKind } from "@fedstack/constructs/kinds";
import { type DiagramOptions, type Member, type Plan, planDiagram } from "@fedstack/constructs/plan";
import type { Manifest } from "../deploy/manifests";
import { refuse, refusing } from "../validation/errors";
import { shapeFaults } from "../validation/shape";

/** DNS name of a federated Service. */
export type NameOf = (service: string, namespace: string | undefined) => string;

/**
 * Draws several plans as one.
 *
 * @param nameOf names of Services of type LoadBalancer, if they have any
 */
export function federationDiagram(
  plans: readonly Plan[],
  objects: readonly Manifest[],
  members: readonly Member[],
  nameOf: NameOf | undefined,
  options: Pick<DiagramOptions, "before"> = {},
): string {
  const path = "diagram()";
  refuse(shapeFaults(path, options, { before: "anything" }));
  const { before } = options;
  const plan: Plan = {
    workloads: plans.flatMap(({ workloads }) => workloads),
    objects: plans.flatMap((one) => one.objects),
    missing: plans.flatMap(({ missing }) => missing),
    findings: plans.flatMap(({ findings }) => findings),
  };
  const services = plan.objects.filter(
    (planned) =>
      isOfKind(planned, "Service") &&
      objects.some(
        (object) =>
          describes(object, planned) &&
          (object["spec"] as { readonly type?: unknown } | undefined)?.type === "LoadBalancer",
      ),
  );
  const named = nameOf ? services : [];
  const names = named.map((service) => [nameOf!(service.name, service.namespace), service.members] as const);
  return refusing(path, () => planDiagram(plan, members, { before, names: Object.fromEntries(names) }));
}
