import { describes, isOfKind } from "@fedstack/constructs/kinds";
import { type DiagramOptions, type Member, type Plan, planDiagram } from "@fedstack/constructs/plan";
import type { Manifest } from "../deploy/manifests";

/** Draws several plans as one, with the names that the federation's Services of type LoadBalancer have. */
export function federationDiagram(
  plans: readonly Plan[],
  objects: readonly Manifest[],
  members: readonly Member[],
  nameOf: (service: string, namespace: string | undefined) => string,
  { before }: Pick<DiagramOptions, "before"> = {},
): string {
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
  const names = services.map((service) => [nameOf(service.name, service.namespace), service.members] as const);
  return planDiagram(plan, members, { before, names: Object.fromEntries(names) });
}
