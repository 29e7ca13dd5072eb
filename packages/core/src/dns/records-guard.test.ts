import { etcdAnnotations, etcdLayout } from "../etcd/etcd-guard";
import { kindRefusal, podSecurity, storageRefusal } from "./records-guard";

const runs = {
  operator: { metadata: { labels: podSecurity("operator") } },
  etcd: { metadata: { labels: podSecurity("etcd"), annotations: etcdAnnotations(etcdLayout({})) } },
  external: { metadata: { labels: podSecurity("external") } },
  provider: { metadata: { labels: podSecurity(undefined) } },
};
type Kind = keyof typeof runs;
const kinds = Object.keys(runs) as Kind[];

test("pods may lack a security context only where etcd-operator makes them", () => {
  const enforced = kinds.map((kind) => runs[kind].metadata.labels["pod-security.kubernetes.io/enforce"]);
  expect(enforced).toEqual(["baseline", "restricted", "restricted", "restricted"]);
});

test.each<[Kind, Kind]>([
  ["operator", "etcd"],
  ["etcd", "operator"],
])("etcd of the kind %s does not run on as %s", (before, after) => {
  expect(kindRefusal(runs[before], runs[after])).toBe(
    `dns.records: cannot change from { kind: "${before}" } to { kind: "${after}" } while DNS runs, because both run an etcd ` +
      "named etcd-cluster; set the kind as it was, or set dns: false for one up, which takes the zone away meanwhile",
  );
});

test("records may go to and come from an etcd or a provider that exist already", () => {
  const others = kinds
    .flatMap((before) => kinds.map((after) => [before, after] as const))
    .filter(
      ([before, after]) =>
        before === after || !["operator", "etcd"].includes(before) || !["operator", "etcd"].includes(after),
    );
  expect(others).toHaveLength(14);
  for (const [before, after] of others) expect(kindRefusal(runs[before], runs[after])).toBeUndefined();
  expect(kindRefusal(undefined, runs.etcd)).toBeUndefined();
});

test("volumes of etcd-operator's clusters stay as they are", () => {
  const of = (storageSpec?: object) => ({ spec: { storageSpec } });
  const small = of({ volumeSizeRequest: "1Gi", accessModes: "ReadWriteOnce" });
  const other = [
    of({ volumeSizeRequest: "2Gi", accessModes: "ReadWriteOnce" }),
    of({ volumeSizeRequest: "1Gi", accessModes: "ReadWriteOnce", storageClassName: "fast" }),
    of(),
  ];
  for (const one of other) {
    expect(storageRefusal(small, one)).toMatch(
      /^dns\.records\.storage: cannot change while DNS runs, .*; set it as it was, or/,
    );
  }
  const same = of({ accessModes: "ReadWriteOnce", volumeSizeRequest: "1Gi", storageClassName: undefined });
  expect([storageRefusal(small, same), storageRefusal(of(), of())]).toEqual([undefined, undefined]);
});
