import fc from "fast-check";
import { normalizeZone } from "./zone";

test.each([
  ["kairen.com", "kairen.com."],
  ["kairen.com.", "kairen.com."],
  ["Kairen.COM.", "kairen.com."],
  ["bücher.example", "xn--bcher-kva.example."],
])("the zone %j becomes %j", (given, name) => {
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
])("the zone %j is refused", (given, problem) => {
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

test("a long name is shortened in the message", () => {
  expect(normalizeZone("a".repeat(10_000)).faults[0]!.problem.length).toBeLessThan(220);
});
