import fc from "fast-check";
import { dnsNames } from "./dns-names";

const members = [{ region: "TW", zones: ["a", "x"] }, { region: "TW", zones: ["b"] }, { region: "jp" }, {}];

test("names of a Service follow Federation v1's scheme for all members, a region and a zone", () => {
  expect(dnsNames({ name: "nginx", namespace: "web" }, "federation", "kairen.com", members)).toEqual({
    global: "nginx.web.federation.svc.kairen.com",
    regions: { TW: "nginx.web.federation.svc.tw.kairen.com", jp: "nginx.web.federation.svc.jp.kairen.com" },
    zones: {
      "TW/a": "nginx.web.federation.svc.a.tw.kairen.com",
      "TW/b": "nginx.web.federation.svc.b.tw.kairen.com",
    },
    faults: [],
  });
});

test("names of a Service do not depend on the order of the members", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(members, { minLength: members.length }), (shuffled) => {
      expect(dnsNames("nginx", "federation", "kairen.com.", shuffled)).toEqual(
        dnsNames("nginx", "federation", "kairen.com.", members),
      );
    }),
  );
});

test("names of a Service report every name that is not valid in DNS", () => {
  const { faults } = dnsNames("under_score", "federation", "kairen.com.", [{ region: "a_b" }]);
  expect(faults.map(({ problem }) => problem)).toEqual([
    '"under_score" is not a DNS label',
    '"under_score" is not a DNS label',
  ]);
  expect(faults[0]!.remedy).toBe(
    'use at most 63 lowercase letters, digits and "-", with a letter or digit at both ends',
  );
  expect(dnsNames("n", "federation", `${"a.".repeat(115)}com`).faults).toMatchObject([
    { problem: "is longer than 253 characters", remedy: "use shorter names, or a shorter zone" },
  ]);
});
