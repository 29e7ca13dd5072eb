import { tell } from "../../faults";
import { DEPLOYMENTS, object, on, override, policy } from "../manifests.test-support";
import { planManifests } from "../plan-manifests";

const members = [{ name: "c1" }, { name: "c2" }];
const CONFIG_MAPS = { apiVersion: "v1", kind: "ConfigMap" };
const strangers = (...manifests: readonly object[]): readonly (readonly [string, readonly string[] | undefined])[] =>
  planManifests(manifests, members).findings.map((finding) => [tell(finding), finding.assumes]);

const NOT_HERE = 'which is not a member of this federation; use one of "c1", "c2", or make sure that others join it';

test("each name is reported with each object that its placement sends there, whatever its kind", () => {
  const both = policy("both", [DEPLOYMENTS, CONFIG_MAPS], on("c1", "c3", "c4"));
  const web = object("Deployment", "web", { replicas: 1 });
  expect(strangers(both, web, object("ConfigMap", "settings"))).toEqual(
    ["Deployment shop/web", "ConfigMap shop/settings"].flatMap((told) =>
      ["c3", "c4"].map((name) => [`${told}: its placement names "${name}", ${NOT_HERE}`, [name]]),
    ),
  );
});

test("an override tells each name once, if it selects something that is propagated", () => {
  const all = policy("all", [DEPLOYMENTS]);
  const named = override("five", DEPLOYMENTS, { "/spec/replicas": 5 }, ["c1", "c3"]);
  const { overrideRules } = named["spec"] as { overrideRules: readonly object[] };
  const twice = {
    ...named,
    spec: { ...(named["spec"] as object), overrideRules: [...overrideRules, ...overrideRules] },
  };
  expect(strangers(all, twice, object("Deployment", "web", { replicas: 1 }))).toEqual([
    [`Deployment shop/web: OverridePolicy five names "c3", ${NOT_HERE}`, ["c3"]],
  ]);
  expect(strangers(all, named)).toEqual([]);
});
