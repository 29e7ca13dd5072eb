import { quoted } from "@fedstack/constructs/faults";
import { definitionsIn, groupKindOf, type ObjectRef } from "@fedstack/constructs/kinds";
import type { Member, Plan } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import type { Skipped } from "../control-plane/skipped";
import type { Departures } from "../departures/departures";
import type { FirstLook } from "../departures/first-look";
import { Placements } from "../departures/placements";
import { type Program, stayingIn } from "../departures/planned-departure";
import { Rebalancing } from "../departures/rebalancing";
import type { ApiAccess } from "../host/api-access";
import type { Site } from "../host/site";
import { fieldManager } from "../kube/labels";
import { joinedAmong } from "../members/membership";
import { Lift } from "../waves/lift";
import { plannedWaves, type Wave } from "../waves/planned-waves";
import { Rollout } from "../waves/rollout";
import { AppliedObjects } from "./applied-objects";
import { assumedBy, callFaults } from "./call-faults";
import { type CheckedCall, checkCall } from "./checked-call";
import { Deployed, type DeployOptions } from "./deployed";
import { impliedNamespace } from "./implied-namespaces";
import type { Manifest, Manifests } from "./manifests";
import { foreseen } from "./told-plan";

/** Where the calls deploy to. */
interface DeployCallsArgs {
  /** The resource that every call belongs to. */
  readonly federation: pulumi.Resource;
  readonly name: string;
  /** The federated API. */
  readonly api: Site;
  /** How gates reach the federated API. */
  readonly access: ApiAccess;
  readonly look: FirstLook;
  /** Namespace of the control plane, in the federated API too. */
  readonly systemNamespace: string;
  /** What flags of the control plane keep from members. */
  readonly skipped: Skipped;
  /** The members that have joined so far. */
  readonly members: () => readonly Member[];
  readonly departures: Departures;
  /** What the program has done so far. */
  readonly program: () => Program;
  /** Whether the federation evicts from lost members. */
  readonly evicts: boolean;
  /** Names of the members that do not respond. */
  readonly ill: pulumi.Output<readonly string[]>;
  readonly timeoutSeconds: number;
}

/** The `deploy` calls of a program. */
export class DeployCalls {
  private readonly calls: Deployed[] = [];
  private readonly applied: AppliedObjects;
  private readonly lift: Lift;

  public constructor(private readonly args: DeployCallsArgs) {
    this.applied = new AppliedObjects((...needed) => impliedNamespace(args.api.within(args.timeoutSeconds), ...needed));
    this.lift = new Lift(args.access, args.look, fieldManager(args.name), args.timeoutSeconds);
  }

  public get deployed(): readonly Deployed[] {
    return [...this.calls];
  }

  public get plans(): readonly Plan[] {
    return this.calls.map(({ plan }) => plan);
  }

  /** The objects of all calls so far. */
  public get objects(): readonly Manifest[] {
    return this.applied.objects;
  }

  /** Resolves once everything that the calls so far apply is there, or only some of it. */
  public done(only?: readonly ObjectRef[]): pulumi.Output<unknown> {
    return this.applied.done(only);
  }

  /** Resolves once that runs on all members, as far as calls wait for it. */
  public get finished(): pulumi.Output<unknown> {
    return pulumi.all([this.done(), ...this.calls.map((call) => call.finished)]);
  }

  /** Namespace that a call has applied or needed so far. */
  public knownNamespace(name: string): pulumi.CustomResource | undefined {
    return this.applied.knownNamespace(name);
  }

  /**
   * Applies the objects of a chart.
   *
   * @throws InvalidInputError with all faults of the call and of the objects
   */
  public deploy(
    name: string,
    manifests: Manifests,
    options: DeployOptions,
    opts?: pulumi.ComponentResourceOptions,
  ): Deployed {
    const { federation, api, access, look, systemNamespace, skipped, departures, evicts, ill, timeoutSeconds } =
      this.args;
    const { applied } = this;
    const path = `deploy(${quoted(name)})`;
    const members = this.args.members();
    const earlier = this.calls.map((call) => call.path);
    const wrong = callFaults(name, options, earlier);
    const faults = [...wrong, ...departures.lateDeployFaults(path)];
    const waves = wrong.length === 0 ? options.waves : undefined;
    const checked = checkCall({
      ...{ path, release: api.release, manifests, members, applied, systemNamespace, skipped, faults, waves },
      assumed: assumedBy(options),
    });
    const safe = departures.openFor(path, checked.plan, checked.objects);
    const rebalancing = options.rebalance === true ? this.rebalancing(path, checked) : undefined;
    const rollout = waves && this.rollout(path, checked, waves, members, safe);
    const lifted = rollout ? undefined : this.lift.gate(path, checked.objects);
    const deployed = new Deployed(
      `${this.args.name}-${name}`,
      {
        api,
        access,
        path,
        checked,
        outlook: foreseen({
          access,
          look,
          checked,
          members,
          rebalances: rebalancing !== undefined,
          program: () => this.running,
        }),
        members,
        timeoutSeconds,
        applied,
        evicts,
        ill,
        opened: pulumi.all([safe, rollout?.opened, lifted]).apply(() => undefined),
        rollout,
        rebalancing,
        options,
      },
      pulumi.mergeOptions({ parent: federation }, opts),
    );
    this.calls.push(deployed);
    return deployed;
  }

  /** What the calls so far change for what runs. */
  private get running(): ReturnType<Parameters<typeof foreseen>[0]["program"]> {
    return {
      placements: new Placements(this),
      staying: stayingAmong(this.args.members()),
      objects: this.objects,
      manager: fieldManager(this.args.name),
    };
  }

  /** Brings what a call deploys back to where it would be scheduled now. */
  private rebalancing(path: string, { plan }: CheckedCall): Rebalancing {
    const { access, program, departures, timeoutSeconds } = this.args;
    return new Rebalancing({ access, path, plan, program, after: departures.done, timeoutSeconds });
  }

  /** Brings what a call changes to one wave of members after the other. */
  private rollout(
    path: string,
    { objects, plan }: CheckedCall,
    waves: readonly Wave[],
    members: readonly Member[],
    safe: pulumi.Output<void>,
  ): Rollout {
    const { access, name, departures, ill, timeoutSeconds } = this.args;
    const definitions = definitionsIn([...this.applied.objects, ...objects]);
    return new Rollout({
      access,
      path,
      waves: plannedWaves(waves, members),
      objects,
      plan,
      manager: fieldManager(name),
      isDefined: (object) => definitions.has(groupKindOf(object)),
      staying: stayingAmong(members).map((one) => one.name),
      ill,
      after: pulumi.runtime.isDryRun() ? departures.done : safe,
      timeoutSeconds,
    });
  }
}

function stayingAmong(members: readonly Member[]): readonly Member[] {
  const drained = joinedAmong(members).filter(({ maintenance }) => maintenance === "drain");
  return stayingIn({ members, drained: drained.map(({ name }) => name) });
}
