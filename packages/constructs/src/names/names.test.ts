import fc from "fast-check";
import { dnsNames, normalizeZone, validateMemberName } from ".";

describe("zone", () => {
  test.each([
    ["kairen.com", "kairen.com."],
    ["kairen.com.", "kairen.com."],
    ["Kairen.COM.", "kairen.com."],
    ["bücher.example", "xn--bcher-kva.example."],
  ])("%j becomes %j", (given, name) => {
    expect(normalizeZone(given)).toEqual({ name, faults: [] });
  });

  test.each([
    ["", "is not the name of a zone"],
    [".", "is not the name of a zone"],
    ["a..b", "has an empty label"],
    ["my zone.com", 'has the label "my zone"'],
    ["_dns.com", 'has the label "_dns"'],
    [`${"a".repeat(64)}.com`, "more than 63 characters"],
    [`${"a.".repeat(126)}aa`, "longer than 253"],
    ["a{}\n.com", "has the label"],
  ])("%j is refused", (given, problem) => {
    const { faults, name } = normalizeZone(given);
    expect(name).toBe("");
    expect(faults).toMatchObject([{ path: "dnsZone", problem: expect.stringContaining(problem) }]);
  });

  test("any input is refused or becomes a valid DNS name, which normalizing does not change", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const { name, faults } = normalizeZone(typed);
        if (faults.length > 0) return expect(name).toBe("");
        expect(name).toMatch(/^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+$/);
        expect(normalizeZone(name).name).toBe(name);
      }),
    );
  });
});

test.each(["", "Upper", "under_score", "dot.ted", "-leading", "trailing-", "a".repeat(49), "new\nline"])(
  "%j is not a valid name of a cluster",
  (name) => {
    expect(validateMemberName(name)).toMatchObject([
      { problem: expect.stringContaining(JSON.stringify(name)), remedy: expect.stringContaining("48") },
    ]);
  },
);

test("a long name is shortened in the message", () => {
  expect(validateMemberName("a".repeat(10_000))[0]!.problem.length).toBeLessThan(120);
  expect(normalizeZone("a".repeat(10_000)).faults[0]!.problem.length).toBeLessThan(220);
});

test("a name with 48 characters is valid", () => {
  expect(validateMemberName("a".repeat(48))).toEqual([]);
});

describe("names of a Service", () => {
  const members = [{ region: "TW", zones: ["a", "x"] }, { region: "TW", zones: ["b"] }, { region: "jp" }, {}];

  test("follow Federation v1's scheme for all members, a region and a zone", () => {
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

  test("do not depend on the order of the members", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(members, { minLength: members.length }), (shuffled) => {
        expect(dnsNames("nginx", "federation", "kairen.com.", shuffled)).toEqual(
          dnsNames("nginx", "federation", "kairen.com.", members),
        );
      }),
    );
  });

  test("report every name that is not valid in DNS", () => {
    const { faults } = dnsNames("under_score", "federation", "kairen.com.", [{ region: "a_b" }]);
    expect(faults.map(({ problem }) => problem)).toEqual([
      '"under_score" is not a DNS label',
      '"under_score" is not a DNS label',
    ]);
    expect(dnsNames("n", "federation", `${"a.".repeat(115)}com`).faults).toMatchObject([
      { problem: "is longer than 253 characters" },
    ]);
  });
});
