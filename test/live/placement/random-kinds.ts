import type { Manifest } from "@fedstack/constructs/plan";

/** A kind of which objects are drawn. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly isClusterScoped?: boolean;
  /** Another version that the API server serves, and does not prefer. */
  readonly otherVersion?: string;
  /** What an object has beside its name, with a ConfigMap that its pods read, if it has pods and there is one. */
  readonly fields: (replicas: number, settings?: string) => object;
  /** Pointer to the number of its replicas. */
  readonly replicas?: string;
  readonly hasPods?: boolean;
}

const CLONE_SET = { apiVersion: "apps.kruise.io/v1alpha1", kind: "CloneSet" } as const;
const RAY_SERVICE = { apiVersion: "ray.io/v1", kind: "RayService" } as const;
/** Kinds of others. Replicas of a CloneSet are where a Deployment has them, and those of a RayService in the elements of a list. */
export const CUSTOM_KINDS = [CLONE_SET, RAY_SERVICE];

const template = (settings?: string, fields: object = {}): object => ({
  metadata: { labels: { app: "random" } },
  spec: {
    ...fields,
    containers: [{ name: "main", image: "nginx:1.29" }],
    ...(settings !== undefined && { volumes: [{ name: "settings", configMap: { name: settings } }] }),
  },
});
const scaled = (replicas: number, settings?: string): { readonly spec: object } => ({
  spec: { replicas, selector: { matchLabels: { app: "random" } }, template: template(settings) },
});
const served = (replicas: number, settings?: string): object => ({
  spec: {
    rayClusterConfig: {
      headGroupSpec: { template: template(settings) },
      workerGroupSpecs: [{ replicas: Math.floor(replicas / 3) }, { replicas: Math.ceil((2 * replicas) / 3) }],
    },
  },
});

export const KINDS: readonly Kind[] = [
  { apiVersion: "apps/v1", kind: "Deployment", fields: scaled, replicas: "/spec/replicas", hasPods: true },
  {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    fields: (replicas, settings) => ({ spec: { ...scaled(replicas, settings).spec, serviceName: "random" } }),
    replicas: "/spec/replicas",
    hasPods: true,
  },
  {
    apiVersion: "batch/v1",
    kind: "Job",
    fields: (parallelism, settings) => ({
      spec: { parallelism, template: template(settings, { restartPolicy: "Never" }) },
    }),
    replicas: "/spec/parallelism",
    hasPods: true,
  },
  { ...CLONE_SET, fields: scaled, replicas: "/spec/replicas", hasPods: true },
  { ...RAY_SERVICE, fields: served, replicas: "/spec/rayClusterConfig/workerGroupSpecs/0/replicas", hasPods: true },
  { apiVersion: "v1", kind: "ConfigMap", fields: () => ({ data: { key: "value" } }) },
  {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    otherVersion: "autoscaling/v1",
    fields: (replicas) => ({
      spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "other" }, maxReplicas: replicas + 1 },
    }),
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    isClusterScoped: true,
    fields: () => ({ rules: [] }),
  },
];

interface Pods {
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
}

interface Spec {
  readonly replicas?: number;
  readonly parallelism?: number;
  readonly template?: Pods;
  readonly rayClusterConfig?: {
    readonly headGroupSpec: { readonly template: Pods };
    readonly workerGroupSpecs: readonly { readonly replicas: number }[];
  };
}

/** Number of its replicas, or 1 for an object without replicas. */
export function replicasOf({ spec }: Manifest): number {
  const { replicas, parallelism, rayClusterConfig } = (spec ?? {}) as Spec;
  const workers = rayClusterConfig?.workerGroupSpecs.reduce((sum, group) => sum + group.replicas, 1);
  return workers ?? replicas ?? parallelism ?? 1;
}

/** What random overrides may change beside its replicas: its labels, and the image of its pods. */
export function changeable({ metadata: { labels }, spec }: Manifest): string {
  const { template: pods, rayClusterConfig } = (spec ?? {}) as Spec;
  const { image } = (rayClusterConfig?.headGroupSpec.template ?? pods)?.spec.containers[0] ?? {};
  const { tried } = (labels ?? {}) as { readonly tried?: string };
  return [image, tried && `tried=${tried}`].filter((part) => part !== undefined).join(" ");
}
