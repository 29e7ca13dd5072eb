import { parse, stringify } from "yaml";
import { alerts } from "../monitoring";
import { ask } from "./dns";
import { statusOf } from "./https";
import { asTheyWere, inventory, list } from "./kubernetes";
import { eventually, kubectl, live, missingWith } from "./lab";
import { metricsRead } from "./metrics";
import { connect, cutOff } from "./network";
import { podsOf } from "./pods";
import {
  credential,
  evaluatedRules,
  firing,
  makeNamespace,
  METRICS,
  metricNames,
  removeNamespace,
  runPrometheus,
  targets,
} from "./prometheus";
import { Stack } from "./stack";

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly server: string } }];
  readonly users: readonly [{ readonly name: string }];
}
interface Rules {
  readonly status: {
    readonly resourceRules: readonly { readonly resources: readonly string[] }[];
    readonly nonResourceRules: readonly {
      readonly verbs: readonly string[];
      readonly nonResourceURLs: readonly string[];
    }[];
  };
}

const NAMESPACES = ["federation-system", "federation"];
/** Servers that ask for a credential, and the ports of their metrics. */
const SECURED = { "karmada-apiserver": 5443, "karmada-aggregated-apiserver": 8443, "kube-controller-manager": 10257 };
const FAULT = "FederationMemberNotReady b-cluster";

const stack = new Stack("test/live/programs/federations");
/** Has the names that the guide's job has, and everything of which the rules read metrics. */
const federation = {
  name: "federation",
  zone: "watched.example.",
  members: ["a", "b"],
  backups: true,
  dns: { records: { kind: "etcd" } },
  metrics: METRICS,
};
let before: Record<string, string>;
let kubeconfig: string;

const lacking = missingWith("prometheus");

afterAll(async () => {
  if (lacking.length > 0) return;
  await connect("b");
  await stack.remove();
  await removeNamespace();
});

live(
  "A host without the namespace of metrics, or without PodMonitors, stops the preview",
  async () => {
    before = await inventory("uid");
    await stack.init({ hostContext: "f-cluster-context", federations: [federation] });
    expect(await stack.previewFails("preview without the namespace of metrics")).toMatch(
      /metrics\.namespace: host "f-cluster" has no namespace "monitoring"; create it first/,
    );
    await makeNamespace();
    await stack.configure({ federations: [{ ...federation, metrics: { ...METRICS, podMonitors: {} } }] });
    expect(await stack.previewFails("preview without PodMonitors")).toMatch(
      /metrics\.podMonitors: host "f-cluster" has no PodMonitors of monitoring\.coreos\.com\/v1/,
    );
    await stack.configure({ federations: [federation] });
  },
  lacking,
);

live(
  "Prometheus reads every pod of a federation, with the job of the guide and the certificate that it gets",
  async () => {
    await stack.up("up of a federation with metrics");
    const outputs = (
      await stack.outputs<{ federations: Record<string, { kubeconfig: string; nameServers: [string] }> }>()
    ).federations["federation"]!;
    kubeconfig = outputs.kubeconfig;
    // Answers are counted from the first one on.
    await ask(outputs.nameServers[0], "nobody.default.federation.svc.watched.example", "udp");
    await runPrometheus(stack);
    const pods = (await podsOf(...NAMESPACES)).map(({ name }) => name);
    expect(pods.length).toBeGreaterThan(10);
    await eventually(
      "each pod is a target that is up",
      60,
      async () => (await targets()).map(({ labels: { namespace, pod }, health }) => `${namespace}/${pod} ${health}`),
      (seen) =>
        seen.sort().join() ===
        pods
          .map((pod) => `${pod} up`)
          .sort()
          .join(),
    );
  },
  lacking,
);

live(
  "Every rule evaluates without an error, on metrics that are there, and none fires on a healthy federation",
  async () => {
    const rules = await eventually("all rules are evaluated", 60, evaluatedRules, (seen) =>
      seen.every(({ health }) => health !== "unknown"),
    );
    const names = alerts().map(({ alert }) => alert);
    expect(rules.map(({ name }) => name).sort()).toEqual([...names, ...names].sort());
    expect(rules.filter(({ health }) => health !== "ok")).toEqual([]);
    await eventually(
      "every metric that is read is there",
      60,
      async () => {
        const known = await metricNames();
        return metricsRead(alerts()).filter((name) => !known.has(name));
      },
      (unknown) => unknown.length === 0,
    );
    expect(await firing()).toEqual([]);
  },
  lacking,
);

live(
  "Servers refuse who asks for metrics without a certificate",
  async () => {
    const pods = (await podsOf("federation-system")).map(({ name }) => name.split("/")[1]!);
    for (const [server, port] of Object.entries(SECURED)) {
      const pod = pods.find((name) => name.startsWith(`${server}-`))!;
      const path = `/api/v1/namespaces/federation-system/pods/https:${pod}:${port}/proxy/metrics`;
      await expect(kubectl("f", "get", "--raw", path)).rejects.toThrow(/Forbidden|Unauthorized/);
    }
  },
  lacking,
);

live(
  "The certificate reads metrics and health checks in the federated API, and nothing else",
  async () => {
    const { cert, key } = await credential();
    const config = parse(kubeconfig) as Kubeconfig;
    const [{ cluster }] = config.clusters;
    const status = (path: string): Promise<number> => statusOf(`${cluster.server}${path}`, { cert, key });
    expect([await status("/metrics"), await status("/livez")]).toEqual([200, 200]);
    for (const path of [
      "/api/v1/namespaces",
      "/api/v1/secrets",
      "/apis/cluster.karmada.io/v1alpha1/clusters",
      "/apis/cluster.karmada.io/v1alpha1/clusters/a-cluster/proxy/metrics",
      "/apis/work.karmada.io/v1alpha1/works",
      "/debug/pprof/",
    ]) {
      expect([path, await status(path)]).toEqual([path, 403]);
    }

    const [{ name }] = config.users;
    const encoded = (text: string): string => Buffer.from(text).toString("base64");
    const user = { "client-certificate-data": encoded(cert), "client-key-data": encoded(key) };
    const reader = stack.keep("metrics.conf", stringify({ ...config, users: [{ name, user }] }));
    const review = {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectRulesReview",
      spec: { namespace: "default" },
    };
    const { file } = stack.keep("review.json", JSON.stringify(review));
    const { status: rights } = JSON.parse(
      await kubectl(reader, "create", "--validate=false", "-f", file, "-o", "json"),
    ) as Rules;
    const resources = rights.resourceRules.flatMap((rule) => rule.resources);
    // The federated API has no nodes.
    expect(resources.filter((resource) => !/^(selfsubject.*|nodes\/metrics)$/.test(resource))).toEqual([]);
    expect(rights.nonResourceRules.filter(({ verbs }) => verbs.join() !== "get")).toEqual([]);
    expect(rights.nonResourceRules.flatMap(({ nonResourceURLs }) => nonResourceURLs)).toContain("/metrics");
  },
  lacking,
);

live(
  "While a member's API server does not respond, the alert about it fires, and no longer once it is back",
  async () => {
    expect(await firing()).toEqual([]);
    await cutOff("b");
    await eventually("the alert fires", 60, firing, (seen) => seen.includes(FAULT)).finally(() => connect("b"));
    await eventually("the alert ends", 60, firing, (seen) => !seen.includes(FAULT));
  },
  lacking,
);

live(
  "A destroy takes the certificate back, and leaves the clusters as they were",
  async () => {
    await stack.destroy();
    expect((await list("f", "secrets", "-n", METRICS.namespace)).map(({ metadata }) => metadata.name)).toEqual([]);
    await removeNamespace();
    await asTheyWere(before);
  },
  lacking,
);
