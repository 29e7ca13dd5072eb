import { quoted } from "@fedstack/constructs/faults";
import type { Member, Plan } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import type { Departures } from "../departures/departures";
import type { ApiAccess } from "../host/api-access";
import type { Site } from "../host/site";
import { AppliedObjects } from "./applied-objects";
import { assumedBy, callFaults } from "./call-faults";
import { checkCall } from "./checked-call";
import { Deployed, type DeployOptions } from "./deployed";
import { impliedNamespace } from "./implied-namespaces";
import type { Manifest, Manifests } from "./manifests";

/** Where the calls deploy to. */
interface DeployCallsArgs {
  /** The resource that every call belongs to. */
  readonly federation: pulumi.Resource;
  readonly name: string;
  /** The federated API. */
  readonly api: Site;
  /** How gates reach the federated API. */
  readonly access: ApiAccess;
  /** Namespace of the control plane, in the federated API too. */
  readonly systemNamespace: string;
  /** Namespaces in which Karmada propagates nothing, as regular expressions; undefined for its default. */
  readonly skippedNamespaces: readonly string[] | undefined;
  /** The members that have joined so far. */
  readonly members: () => readonly Member[];
  readonly departures: Departures;
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

  public constructor(private readonly args: DeployCallsArgs) {
    this.applied = new AppliedObjects((...needed) => impliedNamespace(args.api.within(args.timeoutSeconds), ...needed));
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

  /** Resolves once everything that the calls so far apply is there. */
  public get done(): pulumi.Output<unknown> {
    return this.applied.done;
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
    const { federation, api, access, systemNamespace, skippedNamespaces, departures, evicts, ill, timeoutSeconds } =
      this.args;
    const { applied } = this;
    const path = `deploy(${quoted(name)})`;
    const members = this.args.members();
    const earlier = this.calls.map((call) => call.path);
    const faults = [...callFaults(name, options, earlier), ...departures.lateDeployFaults(path)];
    const checked = checkCall({
      ...{ path, manifests, members, applied, systemNamespace, skippedNamespaces, faults },
      assumed: assumedBy(options),
    });
    const deployed = new Deployed(
      `${this.args.name}-${name}`,
      {
        api,
        access,
        path,
        checked,
        members,
        timeoutSeconds,
        applied,
        evicts,
        ill,
        openFor: (...call) => departures.openFor(...call),
        options,
      },
      pulumi.mergeOptions({ parent: federation }, opts),
    );
    this.calls.push(deployed);
    return deployed;
  }
}
