import type { DiagramOptions, Member } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import type { Skipped } from "../control-plane/skipped";
import { Departures, type DeparturesArgs } from "../departures/departures";
import type { FirstLook } from "../departures/first-look";
import type { Program } from "../departures/planned-departure";
import { DeployCalls } from "../deploy/deploy-calls";
import type { ApiAccess } from "../host/api-access";
import type { Site } from "../host/site";
import { fieldManager } from "../kube/labels";
import { joinedAmong, type Membership } from "../members/membership";
import type { CertificateExpiry } from "../pki/signer";
import { federationDiagram, type NameOf } from "./diagram";
import { type Expiries, warnOfExpiry } from "./expiring";
import { illMembers } from "./ill-members";
import { federationStatus, type StatusTarget } from "./status";

export const DEFAULT_TIMEOUT_SECONDS = 600;

/** The federated API that a program works with. */
interface FederatedProgramArgs extends Pick<DeparturesArgs, "leaving" | "disruptionBudget" | "forgetSeconds"> {
  /** The resource that everything belongs to. */
  readonly federation: pulumi.Resource;
  readonly name: string;
  /** The federated API. */
  readonly api: Site;
  /** How gates reach the federated API. */
  readonly access: ApiAccess;
  readonly look: FirstLook;
  /** Namespace of the control plane, in the federated API too. */
  readonly systemNamespace: string;
  /** Whether the federation evicts from lost members. */
  readonly evicts: boolean;
  /** What flags of the control plane keep from members. */
  readonly skipped: Skipped;
  /** The members so far, by the order of their names. */
  readonly members: () => readonly Member[];
  /** Names of the members that are dropped so far. */
  readonly dropped: () => readonly string[];
  /** What expires, once the program has run. Tokens of members are added. */
  readonly expiries: () => Expiries;
  readonly timeoutSeconds: number;
}

/** What a program does in a federated API, no matter who installed the control plane. */
export class FederatedProgram {
  public readonly departures: Departures;
  public readonly calls: DeployCalls;

  public constructor(private readonly args: FederatedProgramArgs) {
    const { federation, name, api, access, look, systemNamespace, evicts, members, timeoutSeconds } = args;
    this.departures = new Departures({
      access,
      federation: name,
      timeoutSeconds,
      leaving: args.leaving,
      disruptionBudget: args.disruptionBudget,
      forgetSeconds: args.forgetSeconds,
      look,
      program: () => this.program,
      joined: (names) => {
        const joining = joinedAmong(members()).filter((one) => names.includes(one.name));
        return settled(pulumi.all(joining.map(({ ready }) => ready)));
      },
      applied: (only) => settled(this.calls.done(only)),
    });
    this.calls = new DeployCalls({
      federation,
      name,
      api,
      access,
      look,
      systemNamespace,
      skipped: args.skipped,
      members,
      departures: this.departures,
      program: () => this.program,
      evicts,
      ill: illMembers(access, look, () => this.names),
      timeoutSeconds,
    });
    warnOfExpiry(federation, () => this.expiries);
  }

  /**
   * Draws the members and what is placed on them.
   *
   * @param nameOf names of Services, if they have any
   */
  public diagram(nameOf: NameOf | undefined, options: Pick<DiagramOptions, "before"> | undefined): string {
    const { members, plans, objects } = this.program;
    return federationDiagram(plans, objects, members, nameOf, options);
  }

  /** Tells the state of the federation. */
  public status(target: StatusTarget): pulumi.Output<string> {
    const { access, look, members } = this.args;
    return federationStatus({
      access,
      look,
      ...target,
      called: () => ({
        members: this.names,
        expiries: this.expiries,
        after: [this.departures.done, this.calls.finished, ...joinedAmong(members()).map(({ ready }) => ready)],
      }),
    });
  }

  private get expiries(): Expiries {
    const { renewed, given } = this.args.expiries();
    return { renewed: renewed && [...renewed, ...joinedAmong(this.args.members()).flatMap(tokenExpiry)], given };
  }

  private get names(): readonly string[] {
    return this.args.members().map(({ name }) => name);
  }

  /** What the program has done so far. */
  private get program(): Program {
    const members = this.args.members();
    const drained = joinedAmong(members).filter(({ maintenance }) => maintenance === "drain");
    return {
      members,
      drained: drained.map(({ name }) => name),
      dropped: this.args.dropped(),
      plans: this.calls.plans,
      deleting: this.calls.deployed.filter(({ leaving }) => leaving === "delete").map(({ plan }) => plan),
      inWaves: this.calls.deployed.filter((one) => one.inWaves).map(({ plan }) => plan),
      objects: this.calls.objects,
      manager: fieldManager(this.args.name),
    };
  }
}

/** Resolves when an output does. */
function settled(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((resolve) => void output.apply(resolve));
}

/** When the control plane's token for a member expires, if it does. */
function tokenExpiry({ name, tokenExpires: expires, tokenIssued: issued }: Membership): CertificateExpiry[] {
  return expires ? [{ name: `token of ${name}`, expires, issued }] : [];
}
