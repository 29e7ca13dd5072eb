import { RELEASE_1_18 } from "../karmada/1.18/release";
import { evicting } from "./eviction";

test("eviction adds its feature gates to those that a user sets, and keeps other arguments", () => {
  const [name, flags] = Object.entries(RELEASE_1_18.eviction).find(([, given]) => "feature-gates" in given!)!;
  const given = { [name]: { replicas: 2, extraArgs: { "feature-gates": "Own=true", v: "4" } } };
  expect(evicting(RELEASE_1_18, given)).toMatchObject({
    [name]: { replicas: 2, extraArgs: { ...flags, "feature-gates": `${flags!["feature-gates"]},Own=true`, v: "4" } },
  });
});
