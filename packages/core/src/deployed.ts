import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type ObjectPlan, type Plan, planManifests, planTable, type WorkloadPlan } from "@fedstack/constructs/plan";
import type { AppliedObjects } from "./applied-objects";
import { refuse } from "./errors";
import { awaitAnnotations } from "./federated-await";
import { fieldManager } from "./kube/labels";
import { identityOf, type Manifest, manifestFaults, type Manifests, stepOf, typeTokenOf } from "./manifests";
import type { Membership } from "./membership";

/** @internal */
export interface DeployedArgs {
  readonly federation: string;
  /** The call that deploys, as errors name it. */
  readonly path: string;
  readonly manifests: Manifests;
  readonly members: readonly Membership[];
  readonly provider: k8s.Provider;
  readonly timeoutSeconds: number;
  readonly applied: AppliedObjects;
  /** Whether the federation evicts from lost members. */
  readonly evicts: boolean;
}

/** Objects of one chart in the federated API, done when the members run them. */
export class Deployed extends pulumi.ComponentResource {
  /** Where every replica lands. */
  public readonly plan: Plan;

  /** @internal */
  public constructor(name: string, args: DeployedArgs, opts: pulumi.ComponentResourceOptions) {
    const given = args.manifests.toJson();
    refuse(manifestFaults(args.path, given));
    const objects = given as Manifest[];
    refuse(args.applied.faults(args.path, objects));
    const plan = planManifests(objects, args.members, { beside: args.applied.objects });
    refuse(plan.refusals.map((problem) => ({ path: args.path, problem })));
    super("fedstack:index:Deployed", name, {}, opts);
    this.plan = plan;
    const table = planTable(this.plan);
    if (table) void pulumi.log.info(`where it runs:\n${table}`, this);
    if (!args.evicts && objects.some(movesFromLost)) void pulumi.log.warn(`${args.path}: ${NO_EVICTION}.`, this);

    const own = new Set(objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name));
    const steps: pulumi.Resource[][] = [[...this.hosts(args.members)], [], []];
    for (const object of [...objects].sort((a, b) => stepOf(a) - stepOf(b))) {
      const { namespace } = object.metadata;
      const elsewhere = namespace !== undefined && !own.has(namespace);
      const made = elsewhere ? args.applied.namespace(args.path, namespace) : undefined;
      const step = stepOf(object);
      const before = steps.slice(0, step).flat();
      const resource = this.apply(name, object, args, made ? [made, ...before] : before);
      args.applied.record(args.path, object, resource);
      steps[step]!.push(resource);
    }
    this.registerOutputs({ plan: table });
  }

  /** The members on which something lands; all of them where that is not known beforehand. */
  private hosts(members: readonly Membership[]): readonly Membership[] {
    const { workloads, objects } = this.plan;
    const named = new Set([...workloads, ...objects].flatMap(({ members: names }) => names));
    return members.filter(({ name }) => named.has(name));
  }

  /** Replicas on all members together: 0 for what lands on none, nothing where only scheduling tells. */
  private replicasOf({ kind, metadata: { name, namespace } }: Manifest): number | undefined {
    const landed: readonly (WorkloadPlan | ObjectPlan)[] = [...this.plan.workloads, ...this.plan.objects];
    const found = landed.find(
      (one) => one.kind === kind && one.name === name && one.namespace === (namespace ?? one.namespace),
    );
    if (found?.members.length === 0) return 0;
    return found && "total" in found ? found.total : undefined;
  }

  private apply(name: string, object: Manifest, args: DeployedArgs, dependsOn: pulumi.Resource[]): pulumi.Resource {
    const { metadata } = object;
    const annotations = {
      "pulumi.com/patchFieldManager": fieldManager(args.federation),
      ...awaitAnnotations(object, this.replicasOf(object)),
      ...metadata.annotations,
    };
    const timeout = `${args.timeoutSeconds}s`;
    return new FederatedObject(
      typeTokenOf(object),
      `${name}/${identityOf(object).replace(" ", "/")}`,
      { ...object, ...confidential(object), metadata: { ...metadata, annotations } },
      {
        parent: this,
        provider: args.provider,
        dependsOn,
        customTimeouts: { create: timeout, update: timeout, delete: timeout },
      },
    );
  }
}

const NO_EVICTION = "failover of lost members has no effect. Set evictFromLostMembers: true for the federation";

/** Whether an object is a policy that says what happens when a member is lost. */
function movesFromLost({ spec }: Manifest): boolean {
  return (spec as { readonly failover?: { readonly cluster?: object } } | undefined)?.failover?.cluster !== undefined;
}

/** One object of any kind in the federated API. */
class FederatedObject extends pulumi.CustomResource {}

/** The parts of an object that no state and no preview may show. */
function confidential(object: Manifest): Record<string, pulumi.Output<unknown>> {
  if (object.kind !== "Secret") return {};
  const fields = ["data", "stringData"].filter((field) => field in object);
  return Object.fromEntries(fields.map((field) => [field, pulumi.secret(object[field])]));
}
