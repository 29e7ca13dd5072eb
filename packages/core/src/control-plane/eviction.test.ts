import { RELEASE } from "../karmada";
import { evicting } from "./eviction";

test("eviction adds its feature gates to those that a user sets, and keeps other arguments", () => {
  const [name, flags] = Object.entries(RELEASE.eviction).find(([, given]) => "feature-gates" in given!)!;
  const given = { [name]: { replicas: 2, extraArgs: { "feature-gates": "Own=true", v: "4" } } };
  expect(evicting(RELEASE, given)).toMatchObject({
    [name]: { replicas: 2, extraArgs: { ...flags, "feature-gates": `${flags!["feature-gates"]},Own=true`, v: "4" } },
  });
});
