import { App, Chart } from "cdk8s";
import { FederatedConfigMap } from "../objects/federated-config-map";
import { FederatedSecret } from "../objects/federated-secret";
import type { OverrideOptions } from "./override-options";
import { faultsOf } from "../synthesis.test-support";
import { placement, rulesOf, on } from "./override.test-support";

describe("a change inside a text", () => {
  const settings = (text: NonNullable<OverrideOptions["text"]>, data: { [key: string]: string }): Chart => {
    const chart = new Chart(new App(), "web");
    new FederatedConfigMap(chart, "settings", { data, placement, overrides: [on({ text })] });
    return chart;
  };

  test("becomes a fieldOverrider of Karmada: replaced where it is, added where it is not, removed", () => {
    const changes = { set: { "/log/level": "debug", "/log/json": true }, remove: ["/cache"] };
    const [{ overriders }] = rulesOf(
      settings({ "/data/app.yaml": { yaml: changes } }, { "app.yaml": "log: { level: info }\ncache: on\n" }),
    );
    expect(overriders).toEqual({
      fieldOverrider: [
        {
          fieldPath: "/data/app.yaml",
          yaml: [
            { subPath: "/log/json", operator: "add", value: true },
            { subPath: "/log/level", operator: "replace", value: "debug" },
            { subPath: "/cache", operator: "remove" },
          ],
        },
      ],
    });
    const [json] = rulesOf(settings({ "/data/a": { json: { set: { "/x": 1 } } } }, { a: '{"x":0}' }));
    expect(json.overriders.fieldOverrider[0]).toHaveProperty("json");
  });

  test("that cannot be applied is reported with object and field", () => {
    const data = { "app.yaml": "log: {}", plain: "text" };
    const faults = faultsOf(
      settings(
        {
          "/data/app.yaml": { yaml: { set: { "/a/b": 1 }, remove: ["/c"] } },
          "/data/plain": { yaml: { set: { "/a": 1 } } },
          "/data/none": {},
        },
        data,
      ),
    );
    expect(faults.map((fault) => fault.replace("[web/settings/Policy] overrides[0].text", ""))).toEqual([
      '["/data/app.yaml"]: "/a" is not in the text of ConfigMap "settings"; use a pointer to a field that it has',
      '["/data/app.yaml"]: "/c" is not in the text of ConfigMap "settings"; use a pointer to a field that it has',
      '["/data/plain"]: is not YAML with fields in ConfigMap "settings"; use a pointer to such a text',
      '["/data/none"]: has both yaml and json, or neither; set the one that the text is written in',
    ]);
  });

  test("of a Secret is refused, as any change of its data", () => {
    const chart = new Chart(new App(), "web");
    const overrides = [on({ text: { "/stringData/a": { yaml: { set: { "/x": 1 } } } } })];
    new FederatedSecret(chart, "s", { stringData: { a: "x: 0" }, placement, overrides });
    expect(faultsOf(chart)).toEqual([expect.stringContaining("readable in the policy")]);
  });
});
