import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { ALERTS_FILE } from "../monitoring";
import { yamlIn } from "./guide";
import { kubectl, within } from "./lab";
import type { Stack } from "./stack";

/** An endpoint that Prometheus reads. */
export interface Target {
  readonly labels: { readonly namespace: string; readonly pod: string };
  readonly health: "up" | "down" | "unknown";
}

/** An alert rule, as Prometheus has last evaluated it. */
export interface EvaluatedRule {
  readonly name: string;
  readonly health: "ok" | "err" | "unknown";
}

interface FiringAlert {
  readonly labels: { readonly alertname: string; readonly member_cluster?: string };
  readonly state: "pending" | "firing";
}

interface RuleGroup {
  readonly name: string;
  readonly rules: readonly { readonly for?: string }[];
}

const NAMESPACE = "monitoring";
const PORT = 9090;
const NOBODY = 65534;
const name = "prometheus";
const labels = { "app.kubernetes.io/name": name };

/** The argument `metrics` that lets this Prometheus read. */
export const METRICS = { namespace: NAMESPACE, podLabels: labels, serviceAccount: name };

/** The namespace and the service account, in which Prometheus will run. */
export async function makeNamespace(): Promise<void> {
  await kubectl("f", "create", "namespace", NAMESPACE);
  const level = "pod-security.kubernetes.io/enforce=restricted";
  await kubectl("f", "label", "namespace", NAMESPACE, level);
  await kubectl("f", "create", "serviceaccount", name, "-n", NAMESPACE);
}

/** Runs Prometheus with the guide's job, the rules that the package ships, and the same ones without `for`. */
export async function runPrometheus(stack: Stack): Promise<void> {
  const manifests = { apiVersion: "v1", kind: "List", items: [configuration(), pod()] };
  await kubectl("f", "create", "-f", stack.keep("prometheus.json", JSON.stringify(manifests)).file);
  await kubectl("f", "wait", "--for=condition=Ready", `pod/${name}`, "-n", NAMESPACE, within(120));
}

export async function removeNamespace(): Promise<void> {
  await kubectl("f", "delete", "namespace", NAMESPACE, "--ignore-not-found");
}

export async function targets(): Promise<readonly Target[]> {
  return (await asked<{ readonly activeTargets: readonly Target[] }>("targets?state=active")).activeTargets;
}

export async function evaluatedRules(): Promise<readonly EvaluatedRule[]> {
  const { groups } = await asked<{ readonly groups: readonly { readonly rules: readonly EvaluatedRule[] }[] }>("rules");
  return groups.flatMap(({ rules }) => rules);
}

/** Names of all metrics that Prometheus has. */
export async function metricNames(): Promise<ReadonlySet<string>> {
  return new Set(await asked<readonly string[]>("label/__name__/values"));
}

/** Alerts that fire, by their names and members. */
export async function firing(): Promise<readonly string[]> {
  const { alerts } = await asked<{ readonly alerts: readonly FiringAlert[] }>("alerts");
  const seen = alerts.filter(({ state }) => state === "firing");
  return seen.map(({ labels: { alertname, member_cluster: member } }) =>
    member ? `${alertname} ${member}` : alertname,
  );
}

/** Files of the Secret with Prometheus' credential. */
export async function credential(): Promise<{ readonly cert: string; readonly key: string }> {
  const secret = await kubectl("f", "get", "secret", "federation-system-metrics", "-n", NAMESPACE, "-o", "json");
  const { data } = JSON.parse(secret) as { readonly data: Readonly<Record<string, string>> };
  const file = (key: string): string => Buffer.from(data[key]!, "base64").toString();
  return { cert: file("tls.crt"), key: file("tls.key") };
}

async function asked<T>(path: string): Promise<T> {
  const pods = `/api/v1/namespaces/${NAMESPACE}/pods`;
  const answer = await kubectl("f", "get", "--raw", `${pods}/${name}:${PORT}/proxy/api/v1/${path}`);
  return (JSON.parse(answer) as { readonly data: T }).data;
}

function configuration(): object {
  const shipped = readFileSync(ALERTS_FILE, "utf8");
  const { groups } = parse(shipped) as { readonly groups: readonly RuleGroup[] };
  const atOnce = groups.map((group) => ({
    ...group,
    name: `${group.name}-at-once`,
    rules: group.rules.map(({ for: _, ...rule }) => rule),
  }));
  const settings = {
    global: { scrape_interval: "5s", evaluation_interval: "5s" },
    rule_files: ["/etc/config/rules*.yaml"],
    scrape_configs: parse(yamlIn("monitoring", "With any other Prometheus")) as unknown,
  };
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: NAMESPACE },
    data: {
      "prometheus.yml": stringify(settings),
      "rules.yaml": shipped,
      "rules-at-once.yaml": stringify({ groups: atOnce }),
    },
  };
}

function pod(): object {
  const volumes = [
    { name: "config", configMap: { name }, mountPath: "/etc/config" },
    {
      name: "federation",
      secret: { secretName: "federation-system-metrics" },
      mountPath: "/etc/prometheus/federation",
    },
    { name: "data", emptyDir: {}, mountPath: "/prometheus" },
  ];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: NAMESPACE, labels },
    spec: {
      serviceAccountName: name,
      securityContext: {
        ...{ runAsNonRoot: true, runAsUser: NOBODY, runAsGroup: NOBODY, fsGroup: NOBODY },
        seccompProfile: { type: "RuntimeDefault" },
      },
      terminationGracePeriodSeconds: 5,
      containers: [
        {
          name,
          image: "docker.io/prom/prometheus:v3.16.0",
          args: ["--config.file=/etc/config/prometheus.yml", "--storage.tsdb.path=/prometheus"],
          readinessProbe: { httpGet: { path: "/-/ready", port: PORT }, periodSeconds: 1 },
          securityContext: {
            ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: volumes.map(({ name: volume, mountPath }) => ({ name: volume, mountPath })),
        },
      ],
      volumes: volumes.map(({ mountPath: _, ...volume }) => volume),
    },
  };
}
