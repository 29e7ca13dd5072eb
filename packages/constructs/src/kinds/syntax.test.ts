import { dnsLabel, dnsSubdomain, envName, isDnsLabel, labelKey, labelValue, quantity } from "./syntax";

test.each([
  ["a DNS label", dnsLabel, ["a", "a-1", "x".repeat(63)], ["", "A", "a.b", "-a", "x".repeat(64)]],
  ["a DNS name", dnsSubdomain, ["a", "a-b.c1"], ["", "a..b", ".a", "x".repeat(254)]],
  ["the key of a label", labelKey, ["tier", "example.com/Tier_1"], ["", "/tier", "a/b/c", "a..b/c", "Ex.com/tier"]],
  ["the value of a label", labelValue, ["", "A_b-c.9"], ["-a", "a b", "x".repeat(64), undefined, 1]],
  ["the name of a variable", envName, ["A", "a.b-c"], ["", "A=B", "A\n"]],
  ["a quantity", quantity, ["1", "1.5Gi", "500m", "1e9"], ["", "1 Gi", "Gi", "-1"]],
] as const)("%s has the syntax that Kubernetes checks", (_, check, right, wrong) => {
  expect(right.flatMap((value) => check("at", value))).toEqual([]);
  for (const value of wrong) expect(check("at", value)).toMatchObject([{ path: "at" }]);
});

test("only text is a DNS label", () => {
  expect(["a-1", "x".repeat(63), "x".repeat(64), "a.b", 1, undefined].map(isDnsLabel)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
