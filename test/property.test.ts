import {
  CronFederatedHPA,
  FederatedChart,
  FederatedConfigMap,
  FederatedCronJob,
  FederatedDaemonSet,
  FederatedDeployment,
  FederatedHPA,
  FederatedIngress,
  FederatedJob,
  FederatedNamespace,
  FederatedResourceQuota,
  FederatedSecret,
  FederatedStatefulSet,
  MemberGroups,
  Members,
  Override,
  Placement,
} from "@fedstack/constructs";
import type {
  OverrideOptions,
  Failover,
  PolicyOptions,
  SpreadConstraints,
  Toleration,
  MemberSelection,
} from "@fedstack/constructs";
import { App, Cron, Duration } from "cdk8s";
import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import { karmadaSchemas, kubernetesSchemas, schemaFaults } from "./schemas";
import type { Manifest } from "./schemas";

/** Mostly typical values, sometimes anything that the type allows. */
const mostly = <T>(good: Arbitrary<T>, any: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ weight: 200, arbitrary: good }, any);
const hostile = fc.oneof(
  fc.constantFrom("", "../x", "a\nb: c", '"', "&a *a", "{}", "__proto__"),
  fc.string({ unit: "binary" }),
);
const word = mostly(fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?$/), hostile);
const name = word;
const number = mostly(fc.integer({ min: 1, max: 12 }), fc.oneof(fc.integer(), fc.double()));
const port = mostly(fc.integer({ min: 1, max: 65535 }), fc.integer());
const image = mostly(fc.constantFrom("nginx", "nginx:1.29", "registry.example.com:5000/a/b:2"), hostile);
const quantity = mostly(fc.constantFrom("1", "500m", "2Gi", "1.5"), hostile);
const duration = mostly(
  fc.integer({ min: 1, max: 900 }).map(Duration.seconds),
  fc.nat(5000).map((ms) => Duration.millis(ms)),
);
const words = (value: Arbitrary<string>) => fc.dictionary(word, value, { maxKeys: 2, noNullPrototype: true });
const record = <T>(fields: { [K in keyof T]: Arbitrary<T[K]> }) => fc.record<T>(fields, { noNullPrototype: true });
const some = <T>(value: Arbitrary<T>) => fc.option(value, { nil: undefined });
const list = <T>(value: Arbitrary<T>) => mostly(fc.array(value, { minLength: 1, maxLength: 3 }), fc.constant<T[]>([]));

const members: Arbitrary<Members> = fc
  .tuple(
    fc.oneof(
      list(name).map((names) => Members.named(...names)),
      list(word).map((regions) => Members.inRegion(...regions)),
      list(word).map((zones) => Members.inZone(...zones)),
      list(word).map((providers) => Members.ofCloudProvider(...providers)),
      words(word).map((labels) => Members.labeled(labels)),
      words(word).map((labels) => Members.notLabeled(labels)),
      list(word).map((keys) => Members.withLabelKeys(...keys)),
      fc.constant(Members.all()),
    ),
    some(fc.constant(Members.labeled({ tier: ["edge", "core"] }))),
    some(name),
  )
  .map(([base, other, excluded]) => (other ? base.and(other) : base).except(excluded ?? "never"));
const where: Arbitrary<MemberSelection> = fc.oneof(members, fc.array(name, { minLength: 1, maxLength: 3 }));
const groups = fc.tuple(name, where, name, where).map(([one, a, two, b]) => MemberGroups.first(one, a).orElse(two, b));
const overflowing = fc
  .tuple(groups, name, where, name, where)
  .map(([first, one, a, two, b]) => first.overflowingTo(one, a).overflowingTo(two, b));

const count = record({ min: some(number), max: some(number) });
const spread: Arbitrary<SpreadConstraints> = record({
  members: some(count),
  regions: some(count),
  zones: some(count),
  cloudProviders: some(count),
  labels: some(fc.dictionary(word, count, { maxKeys: 2, noNullPrototype: true })),
});
const toleration: Arbitrary<Toleration> = fc.oneof(
  record({ key: word, value: some(word), effect: some(fc.constantFrom("NoSchedule", "PreferNoSchedule")) }),
  record({ key: some(word), effect: fc.constant("NoExecute" as const), for: some(duration) }),
);
const failover: Arbitrary<Failover> = record({
  application: some(
    fc.oneof(
      record({ after: some(duration), gracePeriod: some(duration), preserve: some(words(fc.constant("{.replicas}"))) }),
      record({ after: some(duration), purgeMode: fc.constantFrom("directly" as const, "never" as const) }),
    ),
  ),
  cluster: some(record({ purgeMode: some(fc.constantFrom("gracefully" as const, "directly" as const)) })),
});
const options: Arbitrary<PolicyOptions> = record({
  tolerations: some(list(toleration)),
  failover: some(failover),
  priority: some(number),
  preemption: some(fc.boolean()),
  onConflict: some(fc.constantFrom("abort" as const, "overwrite" as const)),
  onDeletion: some(fc.constantFrom("delete" as const, "keep" as const)),
  propagateDependencies: mostly(some(fc.constant(true)), fc.boolean()),
});
const placement: Arbitrary<Placement> = fc.oneof(
  fc
    .tuple(fc.oneof(where, groups), options, some(spread))
    .map(([w, o, s]) => Placement.duplicated(w, { ...o, spread: s })),
  fc.tuple(fc.oneof(where, groups), options).map(([w, o]) => Placement.evenly(w, o)),
  fc
    .tuple(fc.array(fc.tuple(fc.oneof(name, members), number), { maxLength: 3 }), options, some(where))
    .map(([weights, o, among]) => Placement.weighted(weights, { ...o, among })),
  fc
    .tuple(fc.oneof(where, groups, overflowing), options, some(spread))
    .map(([w, o, s]) => Placement.packed(w, { ...o, spread: s })),
  fc.tuple(fc.oneof(where, overflowing), options).map(([w, o]) => Placement.byFreeCapacity(w, o)),
);

const wordChanges = record({ add: some(list(fc.string())), remove: some(list(fc.string())) });
const changes: Arbitrary<OverrideOptions> = record({
  image: some(record({ registry: some(word), repository: some(word), tag: some(word) })),
  command: some(wordChanges),
  args: some(wordChanges),
  env: some(words(fc.string())),
  labels: some(words(word)),
  annotations: some(words(fc.string())),
  set: some(
    fc.dictionary(mostly(fc.constantFrom("/spec", "/metadata/x"), hostile), fc.jsonValue(), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  ),
  remove: mostly(fc.constant(undefined), list(mostly(fc.constant("/spec"), hostile))),
});
const override = fc.tuple(where, changes).map(([w, c]) => Override.on(w, c));
const cron = mostly(
  fc.constantFrom(Cron.daily(), Cron.hourly()),
  fc.tuple(word, word).map(([minute, hour]) => Cron.schedule({ minute, hour })),
);

const container = record({
  image,
  command: some(list(fc.string())),
  args: some(list(fc.string())),
  env: some(words(fc.string())),
  port: some(port),
  resources: some(record({ requests: some(record({ cpu: some(quantity), memory: some(quantity) })) })),
});
const common = {
  metadata: some(
    record({ name, labels: some(words(word)), annotations: some(words(fc.string())), namespace: some(word) }),
  ),
  placement,
  overrides: some(list(override)),
};
const replicas = { replicas: some(number) };
const limits = fc.dictionary(mostly(fc.constantFrom("cpu", "memory"), word), quantity, {
  maxKeys: 2,
  noNullPrototype: true,
});
const rule = record({
  name: word,
  schedule: cron,
  timeZone: mostly(fc.constant("Asia/Taipei"), word),
  replicas: number,
});

/** Adds something to a chart. */
type Step = (chart: FederatedChart) => unknown;
const step = <T>(props: Arbitrary<T>, make: (chart: FederatedChart, props: T) => unknown): Arbitrary<Step> =>
  props.map((given) => (chart: FederatedChart) => make(chart, given));

const workload = fc
  .tuple(record(common), container, record(replicas))
  .map(([props, pods, { replicas: n }]) => ({ ...props, ...pods, replicas: n }));
const ofWorkload = <T>(props: Arbitrary<T>, make: (of: FederatedDeployment, props: T) => unknown): Arbitrary<Step> =>
  step(fc.tuple(workload, props), (chart, [w, given]) => make(new FederatedDeployment(chart, "workload", w), given));

const steps: Arbitrary<Step> = fc.oneof(
  step(workload, (chart, props) => new FederatedDeployment(chart, "deployment", props)),
  step(workload, (chart, props) => new FederatedStatefulSet(chart, "stateful-set", props)),
  step(workload, (chart, { replicas: _, ...props }) => new FederatedDaemonSet(chart, "daemon-set", props)),
  step(workload, (chart, { replicas: n, ...props }) => new FederatedJob(chart, "job", { ...props, parallelism: n })),
  step(
    fc.tuple(workload, cron),
    (chart, [{ replicas: _, ...props }, schedule]) => new FederatedCronJob(chart, "cron-job", { ...props, schedule }),
  ),
  step(
    record({ ...common, data: some(words(fc.string())) }),
    (chart, props) => new FederatedConfigMap(chart, "config-map", props),
  ),
  step(
    record({ ...common, stringData: some(words(fc.string())), type: some(word) }),
    (chart, props) => new FederatedSecret(chart, "secret", props),
  ),
  ofWorkload(record({ port, targetPort: some(port), protocol: some(fc.constantFrom("TCP", "UDP")) }), (of, props) =>
    of.exposeViaService(props),
  ),
  ofWorkload(
    record({ host: word, path: mostly(fc.constant("/x"), word), tlsSecretName: some(word) }),
    (of, props) => new FederatedIngress(of, "ingress", { service: of.exposeViaService({ port: 80 }), ...props }),
  ),
  ofWorkload(
    record({ data: words(fc.string()) }),
    (of, props) => new FederatedConfigMap(of, "with", { ...props, with: of }),
  ),
  ofWorkload(
    record({ minReplicas: some(number), maxReplicas: number, cpuPercent: some(number) }),
    (of, props) => new FederatedHPA(of, "autoscaler", { target: of, ...props }),
  ),
  ofWorkload(list(rule), (of, rules) => new CronFederatedHPA(of, "hours", { target: of, rules })),
  step(
    record({ metadata: some(record({ name, labels: some(words(word)) })), placement: some(placement) }),
    (chart, props) => new FederatedNamespace(chart, "tenant", props),
  ),
  step(
    fc.tuple(limits, list(fc.tuple(name, limits))),
    (chart, [overall, perMember]) =>
      new FederatedResourceQuota(chart, "quota", {
        overall: { cpu: "99", memory: "99Gi", ...overall },
        perMember: perMember.map(([member, { cpu, ...rest }]) => [member, { cpu: cpu ?? "1", ...rest }]),
      }),
  ),
);
const program = fc.tuple(some(word), fc.array(steps, { minLength: 1, maxLength: 3 }));
type Program = typeof program extends Arbitrary<infer T> ? T : never;

function chartOf([namespace, parts]: Program): FederatedChart {
  const chart = new FederatedChart(new App(), "chart", { namespace });
  parts.forEach((part) => part(chart));
  return chart;
}

const outcome = (given: Program): { readonly manifests: Manifest[] } | { readonly message: string } => {
  try {
    return { manifests: chartOf(given).toJson() as Manifest[] };
  } catch (error) {
    return { message: (error as Error).message };
  }
};

const title = "whatever the types allow is valid for the schemas or refused by name, and the same twice";
if (karmadaSchemas().size === 0 || kubernetesSchemas().size === 0) {
  console.warn(`Skipped: ${title}. The schemas are not there; see schema.test.ts.`);
  test.skip(title, () => undefined);
} else {
  test(
    title,
    () => {
      const seen = { valid: 0, refused: 0 };
      fc.assert(
        fc.property(program, (given) => {
          const result = outcome(given);
          expect(JSON.stringify(outcome(given))).toBe(JSON.stringify(result));
          if ("message" in result) {
            seen.refused++;

            const [first, ...faults] = result.message.split("\n  ");
            expect(first).toMatch(
              /^Validation failed with the following errors:$|^There is already a Construct with name /,
            );
            for (const fault of faults) expect(fault).toMatch(/^\[chart[^\n]*\] \S[^\n]*: .*[^.\s]$/);
          } else {
            seen.valid++;
            expect(result.manifests.flatMap((manifest) => schemaFaults(manifest) ?? ["no schema"])).toEqual([]);
          }
        }),
        { numRuns: Number(process.env.RUNS ?? 400) },
      );
      expect(Math.min(seen.valid, seen.refused)).toBeGreaterThan(20);
      console.info(`${seen.valid} programs were valid, ${seen.refused} refused.`);
    },
    60_000,
  );
}
