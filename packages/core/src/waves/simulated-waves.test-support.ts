import type { Plan } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import type { Answer, Ask, Question } from "../kubeconfig/ask";
import type { WavesCall } from "./prepare";

const ROOT = "/apis/apps/v1";
const WEB = `${ROOT}/namespaces/default/deployments/web`;
const REPLICAS = 2;

/** What Karmada and the members do, one action at a time and in any order. */
const ACTIONS = ["detect", "dispatch", "execute", "report"] as const;

interface Copy {
  image: string;
  generation: number;
}

/** Karmada with a Deployment on some members, as far as suspension, copies and counts go. */
export class SimulatedWaves {
  /** What members have got, in this order. */
  public readonly got: (readonly [member: string, image: string])[] = [];
  /** Images whose pods never become available. */
  public readonly broken = new Set<string>();
  public template: Copy = { image: "v1", generation: 1 };
  public replicas = REPLICAS;
  public exists = true;
  /** The members that the policy lists. */
  public suspended: readonly string[] = [];
  public readonly has = new Map<string, Copy>();
  private bound: readonly string[] = [];
  private readonly works = new Map<string, Copy & { suspended: boolean }>();
  private readonly reports = new Map<string, Copy>();
  private round = 0;

  public constructor(
    private readonly members: readonly string[],
    private readonly order: readonly number[] = [0, 1, 2, 3],
  ) {
    ACTIONS.forEach((one) => this.act(one));
    this.got.length = 0;
  }

  public call(image: string, more: Partial<WavesCall> = {}): WavesCall {
    const deployment = deploymentOf(image, REPLICAS);
    const policy = {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "PropagationPolicy",
      metadata: { name: "web", namespace: "default" },
      spec: { resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }], placement: {} },
    };
    const ref = { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "default" };
    const landing = { ...ref, policy: { ...policy.metadata, apiVersion: policy.apiVersion, kind: policy.kind } };
    const workload = { ...landing, members: this.members, leftOut: [], replicas: REPLICAS };
    return {
      path: 'deploy("web")',
      waves: this.members.map((name) => ({ members: [name], soakSeconds: 0 })),
      objects: [policy, deployment],
      plan: { workloads: [workload], objects: [], missing: [], findings: [] } as unknown as Plan,
      manager: "fedstack-f",
      isDefined: () => false,
      staying: this.members,
      timeoutSeconds: 60,
      ...more,
    };
  }

  /** Applies another image, as the engine does. */
  public apply(image: string): void {
    if (image !== this.template.image) this.template = { image, generation: this.template.generation + 1 };
  }

  public readonly ask: Ask = (question) => {
    this.act(ACTIONS[this.order[this.round++ % this.order.length]! % ACTIONS.length]!);
    return Promise.resolve(this.answer(question));
  };

  private answer({ method, path, body }: Question): Answer {
    if (method === "PATCH") {
      const { spec } = body as {
        readonly spec: {
          readonly suspension: { readonly dispatchingOnClusters: { readonly clusterNames: readonly string[] } } | null;
        };
      };
      this.suspended = spec.suspension?.dispatchingOnClusters.clusterNames ?? [];
      return ok({});
    }
    if (path === ROOT) return ok({ resources: [{ name: "deployments", kind: "Deployment", namespaced: true }] });
    if (method === "APPLY") return ok({ ...(body as object), metadata: { name: "web", namespace: "default" } });
    if (path === WEB) return this.exists ? ok(this.deployment()) : { status: 404, body: undefined, message: "none" };
    if (path.endsWith("/propagationpolicies")) return ok({ items: this.exists ? [this.policy()] : [] });
    if (path.endsWith("/resourcebindings")) return ok({ items: this.exists ? [this.binding()] : [] });
    const [, member] = /karmada-es-(.+)\/works$/.exec(path) ?? [];
    return ok({ items: member === undefined ? [] : [this.work(member)] });
  }

  private act(action: (typeof ACTIONS)[number]): void {
    if (action === "detect") this.bound = this.suspended;
    for (const member of this.members) {
      const work = this.works.get(member);
      const has = this.has.get(member);
      if (action === "dispatch") {
        this.works.set(member, { ...this.template, suspended: this.bound.includes(member) });
      } else if (action === "execute" && work && !work.suspended && has?.generation !== work.generation) {
        if (has?.image !== work.image) this.got.push([member, work.image]);
        this.has.set(member, { image: work.image, generation: work.generation });
      } else if (action === "report" && has && !work?.suspended) {
        this.reports.set(member, has);
      }
    }
  }

  private deployment(): object {
    const { metadata, ...rest } = deploymentOf(this.template.image, this.replicas);
    return {
      ...rest,
      metadata: { ...metadata, generation: this.template.generation, resourceVersion: "1" },
      status: {},
    };
  }

  private policy(): object {
    const names = this.suspended;
    return {
      metadata: { name: "web", namespace: "default", managedFields: [{ manager: "fedstack-f-waves" }] },
      spec: names.length > 0 ? { suspension: { dispatchingOnClusters: { clusterNames: names } } } : {},
    };
  }

  private binding(): object {
    const annotations = {
      "propagationpolicy.karmada.io/name": "web",
      "propagationpolicy.karmada.io/namespace": "default",
    };
    const aggregatedStatus = [...this.reports].map(([clusterName, { image, generation }]) => ({
      clusterName,
      applied: true,
      health: this.broken.has(image) ? "Unhealthy" : "Healthy",
      status: {
        resourceTemplateGeneration: generation,
        updatedReplicas: REPLICAS,
        availableReplicas: this.broken.has(image) ? 0 : REPLICAS,
      },
    }));
    return {
      metadata: { name: "web-deployment", namespace: "default", generation: 1, resourceVersion: "1", annotations },
      spec: {
        resource: { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "default" },
        replicas: REPLICAS,
        placement: {},
        clusters: this.members.map((name) => ({ name, replicas: REPLICAS })),
        suspension: { dispatchingOnClusters: { clusterNames: this.bound } },
      },
      status: { schedulerObservedGeneration: 1, conditions: [{ type: "Scheduled", status: "True" }], aggregatedStatus },
    };
  }

  private work(member: string): object {
    const annotations = {
      "resourcebinding.karmada.io/name": "web-deployment",
      "resourcebinding.karmada.io/namespace": "default",
    };
    return { metadata: { annotations }, spec: { suspendDispatching: this.works.get(member)?.suspended } };
  }
}

function deploymentOf(
  image: string,
  replicas: number,
): { apiVersion: string; kind: string; metadata: { name: string; namespace: string }; spec: object } {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "default" },
    spec: { replicas, template: { spec: { containers: [{ name: "web", image }] } } },
  };
}

function ok(body: object): Answer {
  return { status: 200, body, message: "" };
}

/** Lets pauses pass at once, by a clock that only they move, and collects what the program says. */
export function quickly(): { readonly told: string[]; readonly clock: { now: number } } {
  const told: string[] = [];
  const clock = { now: 0 };
  beforeEach(() => {
    told.length = 0;
    clock.now = 0;
    jest.spyOn(Date, "now").mockImplementation(() => clock.now);
    jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void, milliseconds: number) => {
      clock.now += milliseconds;
      return setImmediate(then);
    }) as never);
    jest.spyOn(pulumi.log, "info").mockImplementation((text) => Promise.resolve(void told.push(text)));
  });
  afterEach(() => jest.restoreAllMocks());
  return { told, clock };
}
