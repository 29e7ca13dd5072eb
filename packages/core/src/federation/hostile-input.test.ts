import fc from "fast-check";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../clusters/cluster";
import { GOOD } from "../hostile.test-support";
import { cluster } from "../recorded.test-support";
import { fakeKubeconfig } from "../testing";
import { tried } from "../tried.test-support";
import { isSettled } from "../validation/settled";
import { Federation } from "./federation";

/** How often a call is tried that makes many resources where it is accepted, and one that makes few. */
const FEW = 25;
const MANY = 120;
const KUBECONFIG = fakeKubeconfig("f", "a");

/** What programs in JavaScript, or values without a type, can pass. */
const hostile = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(undefined, null, "", 0, -1, NaN, true, [], {}, "x", 2n, Symbol("x")),
  },
  fc.constantFrom<unknown>(new Date(0), () => "x", new Map(), /x/, Buffer.from("x"), Object.create(null), [[[]]]),
  fc
    .constantFrom<() => unknown>(
      () => pulumi.output("x"),
      () => Promise.resolve("x"),
    )
    .map((make) => make()),
  fc.string({ unit: "binary" }),
  fc.anything({ withNullPrototype: true, withSparseArray: true, withDate: true, withBigInt: true }),
);
const key = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "replica", "name", "kind"));

/** A good value in which something is replaced or added, at any depth, or something else instead of it. */
function damaged(good: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({ steps: fc.array(fc.nat(), { maxLength: 5 }), key, value: hostile, adds: fc.boolean() });
  return fc.oneof(
    { weight: 1, arbitrary: hostile },
    { weight: 5, arbitrary: fc.array(change, { minLength: 1, maxLength: 2 }).map((all) => all.reduce(changed, good)) },
  );
}

interface Change {
  readonly steps: readonly number[];
  readonly key: string;
  readonly value: unknown;
  readonly adds: boolean;
}

function changed(good: unknown, { steps: [step, ...steps], ...change }: Change): unknown {
  const inner = Object.prototype.toString.call(good);
  if (step === undefined || !["[object Object]", "[object Array]"].includes(inner) || pulumi.Output.isInstance(good)) {
    return change.value;
  }
  const entries = Object.entries(good as object);
  if (entries.length === 0 || (change.adds && steps.length === 0 && !Array.isArray(good))) {
    return { ...(good as object), [change.key]: change.value };
  }
  const [name, value] = entries[step % entries.length]!;
  const next = changed(value, { steps, ...change });
  return Array.isArray(good)
    ? Object.assign([...(good as unknown[])], { [name]: next })
    : { ...(good as object), [name]: next };
}

const FEDERATION = {
  name: "prod",
  namespaces: { system: "prod-system", dns: "prod" },
  highlyAvailable: true,
  evictFromLostMembers: true,
  clusterDomain: "cluster.local",
  priorityClassName: "platform",
  timeoutSeconds: 60,
  certificates: { validityHours: 48, earlyRenewalHours: 24 },
  images: { registry: "registry.example.com", overrides: { etcd: "etcd:3" }, pullSecrets: ["login"] },
  etcd: { replicas: 3, storage: { size: "1Gi", className: "fast" }, extraArgs: { "quota-backend-bytes": "1" } },
  apiServer: {
    replicas: 2,
    service: { type: "LoadBalancer", advertiseAddress: "api.example.com", annotations: { a: "b" } },
    certificateNames: ["api.example.com"],
    tokens: [{ token: "abc", user: "ci", groups: ["deployers"] }],
    oidc: [{ issuerUrl: "https://id.example.com", audiences: ["kube"], requiredClaims: { a: "b" } }],
    encryption: { enabled: true, key: 2, kms: { name: "vault", socket: "/run/kms/a.sock", timeoutSeconds: 5 } },
    pods: { volumes: [{ mountPath: "/run/kms", source: { emptyDir: {} } }] },
  },
  scheduler: { replicas: 2, logLevel: 4, extraArgs: { a: "b" } },
  dns: {
    records: { kind: "external", endpoints: ["http://etcd.example.com:2379"] },
    service: { type: "NodePort", nodePort: 30053 },
    replicas: 1,
    ttlSeconds: 5,
    upstreams: ["9.9.9.9"],
    publisher: { intervalSeconds: 10 },
  },
};
const PROVIDED = {
  ...FEDERATION,
  dns: {
    provider: {
      name: "aws",
      extraArgs: { "zone-id-filter": ["Z1"], "aws-zone-type": "public" },
      credentials: { env: { AWS_REGION: "eu-1" }, files: { config: "x" } },
      serviceAccountAnnotations: { a: "b" },
      ports: [443],
    },
    ttlSeconds: 60,
  },
};
const JOIN = {
  mode: "pull",
  agent: { resources: { limits: { memory: "1Gi" } }, pods: { labels: { team: "edge" } } },
  access: { namespaces: ["shop"] },
  secrets: true,
  accessRules: [{ apiGroups: ["example.com"], resources: ["crontabs"], verbs: ["get"] }],
  tokenExpirationSeconds: 86_400,
  timeoutSeconds: 60,
};
const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment" };
const OBJECTS = [
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "shop" }, data: { a: "b" } },
  {
    ...DEPLOYMENT,
    metadata: { name: "web", namespace: "shop", labels: { app: "web" }, annotations: { a: "b" } },
    spec: {
      replicas: 3,
      template: { spec: { containers: [{ name: "web", envFrom: [{ configMapRef: { name: "settings" } }] }] } },
    },
  },
  {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "web", namespace: "shop" },
    spec: {
      propagateDeps: true,
      resourceSelectors: [{ ...DEPLOYMENT, name: "web", labelSelector: { matchLabels: { app: "web" } } }],
      placement: {
        clusterAffinity: {
          clusterNames: ["f"],
          labelSelector: { matchExpressions: [{ key: "a", operator: "Exists" }] },
        },
        clusterTolerations: [{ key: "edge", operator: "Exists" }],
        replicaScheduling: { replicaSchedulingType: "Divided", weightPreference: { staticWeightList: [] } },
        spreadConstraints: [{ spreadByField: "region", maxGroups: 1, minGroups: 1 }],
      },
    },
  },
];

describe("anything in place of an argument is refused by an error with its path before anything is registered", () => {
  test("of a federation", async () => {
    const counts = await tried((_, attempt) => {
      const zone = fc.oneof({ weight: 5, arbitrary: fc.constant("b.example.com") }, hostile);
      fc.assert(
        fc.property(
          fc.boolean(),
          hostile,
          zone,
          fc.oneof(damaged(FEDERATION), damaged(PROVIDED)),
          (isHost, other, dnsZone, args) => {
            const host = isHost ? cluster("host", "f") : other;
            attempt(() => new Federation(host as Cluster, dnsZone as string, args as object));
          },
        ),
        { numRuns: FEW },
      );
    });
    expect(counts.refused).toBeGreaterThan(FEW / 5);
  });

  test("of a cluster", async () => {
    const counts = await tried((_, attempt) => {
      const provider = new k8s.Provider("given", { kubeconfig: KUBECONFIG });
      const name = fc.oneof({ weight: 5, arbitrary: fc.constant("a-cluster") }, hostile) as fc.Arbitrary<string>;
      const kubeconfig = fc.oneof(
        fc.constant(KUBECONFIG),
        damaged(JSON.parse(KUBECONFIG)).filter((given) => isSettled(given)),
      ) as fc.Arbitrary<string>;
      const options = damaged(GOOD.cluster) as fc.Arbitrary<object>;
      fc.assert(
        fc.property(name, kubeconfig, options, hostile, fc.boolean(), (named, given, how, other, isProvider) => {
          attempt(() => Cluster.fromKubeconfig(named, given, how));
          attempt(() => Cluster.fromFile(named, other as string, how));
          attempt(() => Cluster.fromProvider(named, (isProvider ? provider : other) as k8s.Provider, how as never));
          attempt(() => Cluster.fromProvider(named, provider, { ...how, kubeconfig: given }));
        }),
        { numRuns: MANY },
      );
    });
    expect(counts.refused).toBeGreaterThan(MANY);
    expect(counts.accepted).toBeGreaterThan(0);
  });

  test("of a call that joins", async () => {
    const counts = await tried((federation, attempt) => {
      let joined = 0;
      fc.assert(
        fc.property(fc.boolean(), hostile, damaged(JOIN), (isCluster, other, options) => {
          const member = isCluster ? cluster(`m${joined++}`, "a") : other;
          attempt(() => federation.join(member as Cluster, options as object));
        }),
        { numRuns: FEW },
      );
    });
    expect(counts.refused).toBeGreaterThan(FEW / 5);
  });

  test("of a call that deploys", async () => {
    const counts = await tried((federation, attempt) => {
      federation.join(cluster("a-cluster", "a"));
      const name = fc.oneof({ weight: 5, arbitrary: fc.uuid() }, hostile) as fc.Arbitrary<string>;
      const options = fc.oneof(
        { weight: 5, arbitrary: fc.constant({}) },
        damaged({ shared: true, assume: ["f"] }),
      ) as fc.Arbitrary<object>;
      fc.assert(
        fc.property(name, fc.boolean(), damaged(OBJECTS), options, (called, isChart, given, how) => {
          const chart = isChart ? { toJson: () => given } : given;
          attempt(() => federation.deploy(called, chart as { toJson: () => unknown[] }, how));
        }),
        { numRuns: MANY },
      );
    });
    expect(counts.refused).toBeGreaterThan(MANY / 5);
  });
});
