import { tell } from "@fedstack/constructs/faults";
import { describes, isOfKind, keyOf, told } from "@fedstack/constructs/kinds";
import { type Member, type ObjectPlan, type Plan, planTable, type WorkloadPlan } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import type { Rebalancing } from "../departures/rebalancing";
import { ownershipGate } from "../federated-api/ownership-gate";
import { servingGate } from "../federated-api/serving-gate";
import type { ApiAccess } from "../host/api-access";
import type { Site } from "../host/site";
import { fieldManager } from "../kube/labels";
import { joinedAmong, type Membership } from "../members/membership";
import type { Wave } from "../waves/planned-waves";
import type { Rollout } from "../waves/rollout";
import type { AppliedObjects } from "./applied-objects";
import type { CheckedCall } from "./checked-call";
import { awaitAnnotations, awaitedReplicas } from "./federated-await";
import { earlierTypeTokensOf, type Manifest, refOf, resourceNameOf, stepOf, typeTokenOf } from "./manifests";
import type { Outlook } from "./outlook";
import { tellPlan } from "./told-plan";

/** Options of `federation.deploy`. */
export interface DeployOptions {
  /**
   * Whether to apply objects even if someone else, such as a GitOps tool, has already applied them to the federated
   * API. They are deleted with the program's objects.
   *
   * @default false
   */
  readonly shared?: boolean | undefined;
  /**
   * What becomes of workloads that run on members that leave, or that a new placement leaves out.
   *
   * - `"move"`: they run on the other members before they are deleted there. What cannot move is refused: data in
   *   volumes, Jobs that run, and more than the other members have room for.
   * - `"delete"`: they are deleted there at once.
   *
   * @default "move"
   */
  readonly leaving?: "move" | "delete" | undefined;
  /**
   * Whether each `up` brings Deployments that run elsewhere back to where the scheduler would place them now: after a
   * drained member is in use again, or another one has joined. No replica stops before another one serves. The preview
   * says what moves, and what is not compared: anything but Deployments that are divided by fixed weights.
   *
   * @default false: replicas stay where they are until their number or their placement changes
   * @see https://karmada.io/docs/userguide/scheduling/workload-rebalancer
   */
  readonly rebalance?: boolean | undefined;
  /**
   * What is there by other means than the program's calls: objects on the members, as the error about a missing one
   * writes them, such as `"Secret shop/database"`, and names of members that others join. Without it, an object that
   * needs what no call so far applies, or that names an unknown member, is an error. So is here what nothing lacks.
   *
   * @default - nothing
   */
  readonly assume?: readonly string[] | undefined;
  /**
   * Members in the order in which they get a change of what runs. The next wave gets it once it runs on those before,
   * healthy and for as long as its `soakSeconds`; if it does not within the federation's `timeoutSeconds`, the `up` fails,
   * and the later members keep what they have. The next `up` goes on. Members that no wave selects are the last one.
   *
   * What is new, what is deleted, a change of only replicas or placements, and what no policy of the call selects go to
   * all members at once. Replicas or placements do not change in one `up` with anything that waits.
   *
   * Resources that depend on the call do not wait for the waves, but the `up` does.
   *
   * @default - all members at once
   * @see https://karmada.io/docs/userguide/scheduling/propagation-policy (`suspension`)
   */
  readonly waves?: readonly Wave[] | undefined;
}

/** @internal */
export interface DeployedArgs {
  /** The federated API, as the federation sees it. */
  readonly api: Site;
  /** How gates reach the federated API. */
  readonly access: ApiAccess;
  /** The `deploy` call, as errors show it. */
  readonly path: string;
  readonly checked: CheckedCall;
  /** Where its objects will be, given what runs. */
  readonly outlook: Promise<Outlook>;
  readonly members: readonly Member[];
  readonly timeoutSeconds: number;
  readonly applied: AppliedObjects;
  /** Whether the federation evicts from lost members. */
  readonly evicts: boolean;
  /** Names of the members that do not respond. */
  readonly ill: pulumi.Output<readonly string[]>;
  /** Resolves once what runs on members is safe from what the call applies. */
  readonly opened: pulumi.Output<void>;
  /** What brings changes to one wave of members after the other; undefined if all get them at once. */
  readonly rollout: Rollout | undefined;
  /** What brings workloads back to where they would be scheduled now; undefined if they stay where they are. */
  readonly rebalancing: Rebalancing | undefined;
  readonly options: DeployOptions;
}

/** Objects of one chart in the federated API. Complete when the members run them. */
export class Deployed extends pulumi.ComponentResource {
  /** Where every replica lands. */
  public readonly plan: Plan;
  /** @internal The call that made it, as errors name it. */
  public readonly path: string;
  /** @internal */
  public readonly planWith: CheckedCall["planWith"];
  /** @internal Resolves when everything runs on all members, if it goes there in waves or is rebalanced. */
  public readonly finished: pulumi.Output<void> | undefined;
  /** @internal */
  public readonly leaving: DeployOptions["leaving"];
  /** @internal Whether it goes to one wave of members after the other. */
  public readonly inWaves: boolean;
  private readonly gates = new Map<string, pulumi.Output<void>>();

  /** @internal */
  public constructor(name: string, args: DeployedArgs, opts: pulumi.ComponentResourceOptions) {
    const { objects, plan, planWith, warnings } = args.checked;
    super("fedstack:index:Deployed", name, {}, opts);
    this.path = args.path;
    this.plan = plan;
    this.planWith = planWith;
    this.leaving = args.options.leaving;
    this.inWaves = args.rollout !== undefined;
    const told = args.outlook.then((outlook) => tellPlan(outlook, this));
    for (const warning of warnings) void pulumi.log.warn(tell(warning), this);
    if (!args.evicts && objects.some(movesFromLost)) void pulumi.log.warn(`${args.path}: ${NO_EVICTION}.`, this);

    const own = new Set(objects.filter((object) => isOfKind(object, "Namespace")).map(({ metadata }) => metadata.name));
    const unowned = (implied: Manifest): pulumi.Output<void> | undefined => this.unowned(implied, undefined, args);
    const steps: pulumi.Resource[][] = [[...this.hosts(args.members)], [], []];
    for (const object of [...objects].sort((a, b) => stepOf(a) - stepOf(b))) {
      const { namespace } = object.metadata;
      const elsewhere = namespace !== undefined && !own.has(namespace);
      const made = elsewhere ? args.applied.namespace(args.path, namespace, this, unowned) : undefined;
      const step = stepOf(object);
      const before = steps.slice(0, step).flat();
      const resource = this.apply(object, args, made ? [made, ...before] : before);
      args.applied.record(args.path, object, resource);
      steps[step]!.push(resource);
    }
    const applied = pulumi.all(
      steps
        .slice(1)
        .flat()
        .map(({ urn }) => urn),
    );
    const rolled = args.rollout?.finished(applied);
    this.finished = args.rebalancing?.finished(pulumi.all([applied, rolled])) ?? rolled;
    const table = planTable({ ...plan, findings: [] });
    // The engine deletes nothing before all outputs are there.
    this.registerOutputs({ plan: told.then(() => table), finished: this.finished });
  }

  /** Members on which something lands; all of them if that is not known in advance. */
  private hosts(members: readonly Member[]): readonly Membership[] {
    const { workloads, objects } = this.plan;
    const named = new Set([...workloads, ...objects].flatMap(({ members: names }) => names));
    return joinedAmong(members).filter(({ name }) => named.has(name));
  }

  /** The plan of an object; undefined for a policy. */
  private landingOf(object: Manifest): WorkloadPlan | ObjectPlan | undefined {
    const { workloads, objects } = this.plan;
    return [...workloads, ...objects].find((one) => describes(object, one));
  }

  private apply(object: Manifest, args: DeployedArgs, dependsOn: pulumi.Resource[]): FederatedObject {
    const { api, timeoutSeconds } = args;
    const landing = this.landingOf(object);
    const metadataWith = (ill: readonly string[]): Manifest["metadata"] => ({
      ...object.metadata,
      annotations: {
        "pulumi.com/patchFieldManager": fieldManager(api.federation),
        // With waves, the program itself waits.
        ...awaitAnnotations(object, args.rollout ? 0 : landing && awaitedReplicas(landing, ill)),
        ...object.metadata.annotations,
      },
    });
    const tainted = joinedAmong(args.members).map((member) => member.tainted);
    const gates = [this.served(object, landing, args), this.unowned(object, landing, args), args.opened, ...tainted];
    const aliases = earlierTypeTokensOf(object).map((type) => ({ type }));
    return new FederatedObject(
      typeTokenOf(object),
      resourceNameOf(api, object),
      {
        ...object,
        ...confidential(object),
        metadata: pulumi.all([args.ill, pulumi.all(gates)]).apply(([ill]) => metadataWith(ill)),
      },
      api.under(this).within(timeoutSeconds).options({ dependsOn, aliases }),
    );
  }

  /** Resolves if no one else has applied an object, or if it is shared. */
  private unowned(
    object: Manifest,
    landing: WorkloadPlan | ObjectPlan | undefined,
    { access, api, applied, options, path, timeoutSeconds }: DeployedArgs,
  ): pulumi.Output<void> | undefined {
    if (options.shared) return undefined;
    const namespace = landing?.namespace ?? object.metadata.namespace;
    const found = { ...object, metadata: { ...object.metadata, namespace } };
    return ownershipGate(access, {
      told: `${path}: ${told(refOf(found))}`,
      object,
      manager: fieldManager(api.federation),
      definition: applied.definitionOf(object)?.resource,
      timeoutSeconds,
    });
  }

  /** Resolves once the members on which a custom resource lands serve it, if a call applies its definition. */
  private served(
    object: Manifest,
    landing: WorkloadPlan | ObjectPlan | undefined,
    { access, applied, ill, path, timeoutSeconds }: DeployedArgs,
  ): pulumi.Output<void> | undefined {
    const definition = applied.definitionOf(object);
    if (!definition || !landing) return undefined;
    const without = this.plan.missing.flatMap(({ object: needed, neededBy, members }) =>
      isOfKind(needed, "apiextensions.k8s.io/CustomResourceDefinition") && keyOf(neededBy) === keyOf(landing)
        ? members
        : [],
    );
    const members = landing.members.filter((member) => !without.includes(member));
    const { apiVersion, kind } = object;
    const key = [apiVersion, kind, ...members].join(" ");
    const gate =
      this.gates.get(key) ??
      ill.apply((silent) => {
        const responding = members.filter((member) => !silent.includes(member));
        return servingGate(
          access,
          path,
          { apiVersion, kind, members: responding },
          definition.resource,
          timeoutSeconds,
        );
      });
    this.gates.set(key, gate);
    return gate;
  }
}

const NO_EVICTION = "failover of lost members has no effect. Set evictFromLostMembers: true for the federation";

/** Whether an object is a policy with failover of lost members. */
function movesFromLost({ spec }: Manifest): boolean {
  return (spec as { readonly failover?: { readonly cluster?: object } } | undefined)?.failover?.cluster !== undefined;
}

/** An object of any kind in the federated API. */
class FederatedObject extends pulumi.CustomResource {}

/** Parts of an object that the state and the preview must not show. */
function confidential(object: Manifest): Record<string, pulumi.Output<unknown>> {
  if (!isOfKind(object, "Secret")) return {};
  const fields = ["data", "stringData"].filter((field) => field in object);
  return Object.fromEntries(fields.map((field) => [field, pulumi.secret(object[field])]));
}
