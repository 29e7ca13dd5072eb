import { findingLine } from "../../kinds/finding";
import { DEPLOYMENTS, object, on, override, policy } from "../manifests.test-support";
import { planManifests } from "../plan-manifests";

const tainted = { name: "c2", taints: [{ key: "drained", effect: "NoSchedule" as const }] };
const pods = { template: { spec: { containers: [{ name: "x", envFrom: [{ configMapRef: { name: "settings" } }] }] } } };
const settings = object("ConfigMap", "settings");
const CONFIG_MAPS = { apiVersion: "v1", kind: "ConfigMap" };
const severities = (manifests: readonly object[], members: readonly { readonly name: string }[]) =>
  planManifests(manifests, members).findings.map(({ severity }) => severity);

test("what fits no member is an error for good, and a warning as long as a taint is the reason", () => {
  const web = object("Deployment", "web", { replicas: 1 });
  expect(severities([policy("web", [DEPLOYMENTS], on("c3")), web], [{ name: "c1" }])).toEqual(["warning", "error"]);
  expect(severities([policy("web", [DEPLOYMENTS], on("c2")), web], [{ name: "c1" }, tainted])).toEqual(["warning"]);
  expect(severities([policy("web", [DEPLOYMENTS]), web], [])).toEqual(["warning"]);
});

test("without members, everything lands nowhere, and the remedy is to join some", () => {
  const web = object("Deployment", "web", { replicas: 1 });
  const { workloads, findings } = planManifests([policy("web", [DEPLOYMENTS], on("c1")), web], []);
  expect(workloads).toMatchObject([{ total: 0, members: [] }]);
  expect(findings.map(findingLine)).toEqual([
    'warning: Deployment shop/web: its placement names "c1", which is not a member of this federation; join it first',
    "warning: Deployment shop/web: lands on no member: no member fits its placement; join a member first",
  ]);
});

test("what is missing where it is needed is an error, and a warning if a taint keeps it off", () => {
  const tolerant = { placement: { clusterTolerations: [{ operator: "Exists" }] } };
  const web = object("Deployment", "web", { replicas: 1, ...pods });
  const named = policy("settings", [CONFIG_MAPS], on("c1"));
  const anywhere = policy("settings", [CONFIG_MAPS]);
  const members = [{ name: "c1" }, tainted];
  expect(severities([policy("web", [DEPLOYMENTS], tolerant), web, named, settings], members)).toEqual(["error"]);
  expect(severities([policy("web", [DEPLOYMENTS], tolerant), web, anywhere, settings], members)).toEqual(["warning"]);
});

test("an object that another scheduler or a suspended policy may have placed where it is needed causes no error", () => {
  const web = object("Deployment", "web", { replicas: 1, ...pods });
  const members = [{ name: "c1" }, { name: "c2" }];
  const both = [DEPLOYMENTS, CONFIG_MAPS];
  const foreign = policy("all", both, { schedulerName: "other" });
  expect(severities([foreign, web, settings], members)).toEqual(["warning"]);
  const suspension = { dispatchingOnClusters: { clusterNames: ["c2"] } };
  const frozen = policy("settings", [CONFIG_MAPS], { suspension });
  expect(severities([policy("web", [DEPLOYMENTS]), web, frozen, settings], members)).toEqual(["warning"]);
});

test("what nobody can tell from objects and members says what it assumes, but not where no member has joined yet", () => {
  const web = object("Deployment", "web", { replicas: 1, ...pods });
  const assumed = (manifests: readonly object[], members: readonly { readonly name: string }[]) =>
    planManifests(manifests, members).findings.map(({ assumes }) => assumes);
  expect(assumed([policy("web", [DEPLOYMENTS]), web], [{ name: "c1" }])).toEqual([["ConfigMap shop/settings"]]);
  expect(assumed([policy("web", [DEPLOYMENTS], on("c3")), web], [{ name: "c1" }])).toEqual([["c3"], ["c3"]]);
  expect(assumed([policy("web", [DEPLOYMENTS], on("c3")), web], [])).toEqual([undefined, undefined]);
});

test("an override that cannot be applied has one warning for all members that get nothing of the object", () => {
  const web = object("Deployment", "web", { replicas: 1 });
  const paused = override("paused", DEPLOYMENTS, { "/spec/paused": true }, ["c1", "c2"]);
  const members = [{ name: "c1" }, { name: "c2" }, { name: "c3" }];
  const found = (...manifests: readonly object[]) => planManifests(manifests, members).findings.map(findingLine);
  expect(found(policy("web", [DEPLOYMENTS]), paused, web)).toEqual([
    "warning: Deployment shop/web: gets nothing on c1, c2 unless the API server adds what is missing: OverridePolicy " +
      'paused cannot be applied: "/spec/paused" is not in the object; write the field into the object, or let the ' +
      "override select only objects that have it",
  ]);
  expect(found(policy("web", [DEPLOYMENTS], on("c3")), paused, web)).toEqual([]);
  expect(
    found(policy("settings", [CONFIG_MAPS]), override("x", CONFIG_MAPS, { "/data/x": "y" }, ["c3"]), settings),
  ).toEqual([
    expect.stringMatching(
      /^warning: ConfigMap shop\/settings: gets nothing on c3 unless .*: OverridePolicy x cannot be applied/,
    ),
  ]);
});
