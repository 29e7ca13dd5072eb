import { Agent, request } from "node:https";
import { type Answer, ask } from "./dns";
import { BALANCERS, kubectl, type LabCluster } from "./lab";

type Member = Exclude<LabCluster, "f">;
const MEMBERS: readonly Member[] = ["a", "b"];
/** Ten times a second. */
const PAUSE_MILLISECONDS = 100;

/** Ready replicas by Deployment. */
type Ready = Readonly<Record<string, number>>;

/** What one Deployment is. */
interface Running {
  /** Annotation `version` of its pods. */
  readonly version: string;
  /** Whether all its pods are of the current template, and available. */
  readonly isDone: boolean;
}

interface Sample {
  readonly at: number;
  readonly ready: Readonly<Record<Member, Ready>>;
  readonly running: Readonly<Record<Member, Readonly<Record<string, Running>>>>;
  readonly name?: Answer;
}

interface Api {
  readonly url: string;
  readonly identity: { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer };
}

/** Looks at the members' Deployments in the namespace `default`, and at a name, for as long as something else happens. */
export class Witness {
  public readonly samples: Sample[] = [];
  private watching = true;
  private readonly done: Promise<void>;

  private constructor(
    private readonly apis: Readonly<Record<Member, Api>>,
    private readonly dns?: { readonly server: string; readonly name: string },
  ) {
    this.done = this.watch();
  }

  /** Watches for as long as something takes, and resolves to what has been seen. */
  public static async during(
    happening: () => Promise<unknown>,
    dns?: { readonly server: string; readonly name: string },
  ): Promise<Witness> {
    const [a, b] = await Promise.all(MEMBERS.map(apiOf));
    const witness = new Witness({ a: a!, b: b! }, dns);
    try {
      await happening();
    } finally {
      witness.watching = false;
      await witness.done;
    }
    return witness;
  }

  /** Fewest ready replicas of a Deployment at any moment, on all members together. */
  public fewest(deployment: string): number {
    return Math.min(
      ...this.samples.map(({ ready }) => MEMBERS.reduce((sum, member) => sum + (ready[member][deployment] ?? 0), 0)),
    );
  }

  /** What the name server answered although nothing served there, or when it answered nothing. */
  public wrongAnswers(deployment: string): string[] {
    const wrong = this.samples.flatMap(({ ready, name }) => {
      if (!name) return [];
      if (name.addresses.length === 0) return [name.code];
      const of = (address: string): Member => (address === BALANCERS.a ? "a" : "b");
      return name.addresses.filter((address) => (ready[of(address)][deployment] ?? 0) === 0);
    });
    return [...new Set(wrong)];
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
    while (this.watching) {
      const start = Date.now();
      const [a, b, name] = await Promise.all([
        deploymentsIn(this.apis.a),
        deploymentsIn(this.apis.b),
        this.dns && ask(this.dns.server, this.dns.name, "udp"),
      ]);
      this.samples.push({
        at: start,
        ready: { a: readyAmong(a), b: readyAmong(b) },
        running: { a: runningAmong(a), b: runningAmong(b) },
        ...(name && { name }),
      });
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, start + PAUSE_MILLISECONDS - Date.now())));
    }
  }
}

const agent = new Agent({ keepAlive: true });

async function apiOf(member: Member): Promise<Api> {
  const config = JSON.parse(await kubectl(member, "config", "view", "--raw", "-o", "json")) as {
    readonly clusters: readonly [{ readonly cluster: Record<string, string> }];
    readonly users: readonly [{ readonly user: Record<string, string> }];
  };
  const { cluster } = config.clusters[0];
  const { user } = config.users[0];
  const decoded = (data: string | undefined): Buffer => Buffer.from(data!, "base64");
  return {
    url: cluster["server"]!,
    identity: {
      ca: decoded(cluster["certificate-authority-data"]),
      cert: decoded(user["client-certificate-data"]),
      key: decoded(user["client-key-data"]),
    },
  };
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

function readyAmong(deployments: readonly Deployment[]): Ready {
  return Object.fromEntries(deployments.map(({ metadata, status }) => [metadata.name, status.readyReplicas ?? 0]));
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

function deploymentsIn({ url, identity }: Api): Promise<readonly Deployment[]> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}/apis/apps/v1/namespaces/default/deployments`, { ...identity, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { items } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly items: readonly Deployment[] };
        resolve(items);
      });
    });
    call.on("error", reject);
    call.end();
  });
}
