import { type Answer, ask } from "./dns";
import { BALANCERS } from "./lab";
import { type Api, apiOf, get, type List, type Member } from "./member-api";

const MEMBERS: readonly Member[] = ["a", "b"];
/** Ten times a second. */
const PAUSE_MILLISECONDS = 100;

/** How far apart two samples may be, or what happened between them is not known. */
const GAP_MILLISECONDS = 1_000;
const NAMESPACE = "namespaces/default";

/** Replicas by Deployment. */
type Replicas = Readonly<Record<string, number>>;

/** What one Deployment is. */
interface Running {
  /** Annotation `version` of its pods. */
  readonly version: string;
  /** Whether all its pods are of the current template, and available. */
  readonly isDone: boolean;
}

interface Sample {
  readonly at: number;
  readonly ready: Readonly<Record<Member, Replicas>>;
  readonly available: Readonly<Record<Member, Replicas>>;
  readonly running: Readonly<Record<Member, Readonly<Record<string, Running>>>>;
  readonly name?: Answer;
  /** What pods of a member need there, and it does not have. */
  readonly lacking: readonly string[];
}

/** What a witness looks at besides Deployments. */
interface Sights {
  /** A name, and who is asked for it. */
  readonly dns?: { readonly server: string; readonly name: string } | undefined;
  /** Pods, by their label `app`, and what they need, such as `secrets/keys`. */
  readonly needs?: { readonly app: string; readonly objects: readonly string[] } | undefined;
}

/** Looks at the members' Deployments in the namespace `default`, for as long as something else happens. */
export class Witness {
  public readonly samples: Sample[] = [];
  private watching = true;
  private readonly done: Promise<void>;

  private constructor(
    private readonly apis: Readonly<Record<Member, Api>>,
    private readonly sights: Sights,
  ) {
    this.done = this.watch();
  }

  /**
   * Watches for as long as something takes, and resolves to what has been seen.
   *
   * @throws Error if it has not looked often enough to have seen everything
   */
  public static async during(happening: () => Promise<unknown>, sights: Sights = {}): Promise<Witness> {
    const [a, b] = await Promise.all(MEMBERS.map(apiOf));
    const witness = new Witness({ a: a!, b: b! }, sights);
    try {
      await happening();
    } finally {
      witness.watching = false;
      await witness.done;
    }
    const seen = witness.toString();
    if (witness.longestGap > GAP_MILLISECONDS) throw new Error(`the witness has looked away: ${seen}`);
    console.info(`the witness: ${seen}`);
    return witness;
  }

  /** Fewest available replicas of a Deployment at any moment, on all members together. */
  public fewest(deployment: string): number {
    return Math.min(
      ...this.samples.map(({ available }) =>
        MEMBERS.reduce((sum, member) => sum + (available[member][deployment] ?? 0), 0),
      ),
    );
  }

  /** What pods needed on a member at any moment, and was not there. */
  public get lacking(): string[] {
    return [...new Set(this.samples.flatMap(({ lacking }) => lacking))];
  }

  /** How often it has looked, and the fewest available replicas. */
  public toString(): string {
    const seconds = (this.samples.at(-1)!.at - this.samples[0]!.at) / 1000;
    const names = new Set(this.samples.flatMap(({ available: { a, b } }) => Object.keys({ ...a, ...b })));
    const fewest = [...names].sort().map((name) => `${name} ${this.fewest(name)}`);
    return (
      `${this.samples.length} samples, ${((this.samples.length - 1) / seconds).toFixed(1)} a second, ` +
      `at most ${this.longestGap} ms apart; fewest available: ${fewest.join(", ")}`
    );
  }

  private get longestGap(): number {
    return Math.max(0, ...this.samples.slice(1).map(({ at }, index) => at - this.samples[index]!.at));
  }

  /** What the name server answered although nothing served there, or when it answered nothing. */
  public wrongAnswers(deployment: string): string[] {
    const wrong = this.samples.flatMap(({ at, ready, name }) => {
      if (!name) return [];
      const of = (address: string): Member => (address === BALANCERS.a ? "a" : "b");
      const answers =
        name.addresses.length === 0
          ? [name.code]
          : name.addresses.filter((address) => (ready[of(address)][deployment] ?? 0) === 0);
      return answers.map((answer) => ({ answer, at: at - this.samples[0]!.at }));
    });
    if (wrong.length > 0) {
      const [first, last] = [wrong[0]!, wrong.at(-1)!];
      console.info(
        `${wrong.length} wrong answers, from ${first.answer} at ${first.at} ms to ${last.answer} at ${last.at} ms`,
      );
    }
    return [...new Set(wrong.map(({ answer }) => answer))];
  }

  /** The versions of a Deployment that a member had, one after the other. */
  public versionsOn(member: Member, deployment: string): string[] {
    const seen = this.samples.flatMap(({ running }) => running[member][deployment]?.version ?? []);
    return seen.filter((version, index) => version !== seen[index - 1]);
  }

  /** For how long the first member had run a version of a Deployment, without a break, when the second one got it. */
  public millisecondsBetween(first: Member, second: Member, deployment: string, version: string): number {
    const got = this.samples.findIndex(({ running }) => running[second][deployment]?.version === version);
    let since = got;
    const isDone = (index: number): boolean => {
      const one = this.samples[index]?.running[first][deployment];
      return one?.version === version && one.isDone;
    };
    while (isDone(since - 1)) since--;
    return got < 0 ? 0 : this.samples[got]!.at - this.samples[since]!.at;
  }

  private async watch(): Promise<void> {
    const { dns } = this.sights;
    while (this.watching) {
      const start = Date.now();
      const [a, b, lackingOnA, lackingOnB, name] = await Promise.all([
        deploymentsIn(this.apis.a),
        deploymentsIn(this.apis.b),
        this.lackingOn("a"),
        this.lackingOn("b"),
        dns && ask(dns.server, dns.name, "udp"),
      ]);
      this.samples.push({
        at: start,
        ready: { a: replicasOf(a, "readyReplicas"), b: replicasOf(b, "readyReplicas") },
        available: { a: replicasOf(a, "availableReplicas"), b: replicasOf(b, "availableReplicas") },
        running: { a: runningAmong(a), b: runningAmong(b) },
        lacking: [...lackingOnA, ...lackingOnB],
        ...(name && { name }),
      });
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, start + PAUSE_MILLISECONDS - Date.now())));
    }
  }

  /** What was not there at a moment, and pods that needed it still were. */
  private async lackingOn(member: Member): Promise<readonly string[]> {
    const { needs } = this.sights;
    if (!needs) return [];
    const api = this.apis[member];
    const found = await Promise.all(needs.objects.map((path) => get(api, `api/v1/${NAMESPACE}/${path}`)));
    const lacking = needs.objects.filter((_, index) => found[index]!.status === 404);
    if (lacking.length === 0) return [];
    const pods = await get<List<object>>(api, `api/v1/${NAMESPACE}/pods?labelSelector=app=${needs.app}`);
    return pods.body.items.length === 0 ? [] : lacking.map((path) => `${path} on ${member}`);
  }
}

interface Deployment {
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } };
  };
  readonly status: {
    readonly observedGeneration?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

function replicasOf(deployments: readonly Deployment[], field: "readyReplicas" | "availableReplicas"): Replicas {
  return Object.fromEntries(deployments.map(({ metadata, status }) => [metadata.name, status[field] ?? 0]));
}

function runningAmong(deployments: readonly Deployment[]): Readonly<Record<string, Running>> {
  return Object.fromEntries(
    deployments.map(({ metadata: { name, generation }, spec: { replicas, template }, status }) => [
      name,
      {
        version: template.metadata.annotations?.["version"] ?? "",
        isDone:
          status.observedGeneration === generation &&
          status.updatedReplicas === replicas &&
          status.availableReplicas === replicas,
      },
    ]),
  );
}

async function deploymentsIn(api: Api): Promise<readonly Deployment[]> {
  return (await get<List<Deployment>>(api, `apis/apps/v1/${NAMESPACE}/deployments`)).body.items;
}
