import fc from "fast-check";
import { recordTemplate, sharedRecordTemplate } from "./record-template";

/** Names in a template, for the Service `web` in the namespace `default`. */
function namesIn(template: string): string[] {
  return [...template.matchAll(/\{\{\$service\}\}(\.[^:]+):\{\{\.\}\},/g)].map(([, suffix]) => `web.default${suffix}`);
}

test("a member without a region has only the global name", () => {
  const { template, faults } = recordTemplate({ name: "f-a-cluster" }, "federation", "kairen.com.");
  expect(namesIn(template)).toEqual(["web.default.federation.svc.kairen.com"]);
  expect(faults).toEqual([]);
});

test("a member with a region and zones also has names for both, by its first zone", () => {
  const { template } = recordTemplate({ name: "a", region: "tw", zones: ["a", "b"] }, "federation", "kairen.com.");
  expect(namesIn(template)).toEqual([
    "web.default.federation.svc.kairen.com",
    "web.default.federation.svc.tw.kairen.com",
    "web.default.federation.svc.a.tw.kairen.com",
  ]);
});

test("zones without a region give no names", () => {
  const { template } = recordTemplate({ name: "a", zones: ["a"] }, "federation", "kairen.com.");
  expect(namesIn(template)).toEqual(["web.default.federation.svc.kairen.com"]);
});

test("names that are not valid in DNS are left out and reported", () => {
  const { template, faults } = recordTemplate({ name: "a", region: "us_east.1" }, "federation", "kairen.com.");
  expect(namesIn(template)).toEqual(["web.default.federation.svc.kairen.com"]);
  expect(faults.map(({ problem }) => problem)).toEqual(['"us_east.1" is not a DNS label']);
});

test("each block of the template is closed, and it reads only its own member", () => {
  const { template } = recordTemplate({ name: "f-a-cluster", region: "tw" }, "federation", "kairen.com.");
  const opened = template.match(/\{\{(with|if|range)\b/g)!.length;
  expect(template.match(/\{\{end\}\}/g)).toHaveLength(opened);
  expect(template.match(/"[^"]*cluster"/g)).toEqual(['"f-a-cluster"', '"f-a-cluster"']);
});

test("any region and zone add valid DNS names or none", () => {
  const place = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.domain(),
    fc.constantFrom("TW", "a:b", "{{.}}", ","),
  );
  const withoutNames = (template: string): string => template.replaceAll(/\{\{\$service\}\}[^,]+,/g, "");
  const bare = withoutNames(recordTemplate({ name: "a" }, "federation", "kairen.com.").template);
  fc.assert(
    fc.property(place, place, (region, zone) => {
      const { template, faults } = recordTemplate({ name: "a", region, zones: [zone] }, "federation", "kairen.com.");
      const names = namesIn(template);
      expect(names).toHaveLength(1 + (region ? 1 : 0) + (region && zone ? 1 : 0) - faults.length);
      for (const name of names) expect(name).toMatch(/^web\.default\.federation\.svc\.([-a-z0-9]+\.){0,2}kairen\.com$/);
      expect(withoutNames(template)).toBe(bare);
    }),
  );
});

test("a label has at most 63 characters, or 57 where the record of its owner has a longer one", () => {
  const longest = ({ template }: { readonly template: string }): string[] =>
    [...template.matchAll(/with \.name\}\}\{\{if [^}]*le \(len \.\) (\d+)/g)].map(([, length]) => length!);
  expect(longest(recordTemplate({ name: "a" }, "federation", "kairen.com."))).toEqual(["63"]);
  expect(longest(sharedRecordTemplate([{ name: "a" }], "federation", "kairen.com."))).toEqual(["57"]);
});

test("a template for all members gives them one name together, and each the names of its region and zones", () => {
  const members = [{ name: "a", region: "tw", zones: ["a"] }, { name: "b" }, { name: "c", region: "us_east.1" }];
  const { template, faults } = sharedRecordTemplate(members, "federation", "kairen.com.");
  expect(namesIn(template)).toEqual([
    "web.default.federation.svc.kairen.com",
    "web.default.federation.svc.tw.kairen.com",
    "web.default.federation.svc.a.tw.kairen.com",
  ]);
  expect(template.match(/\{\{end\}\}/g)).toHaveLength(template.match(/\{\{(with|if|range)\b/g)!.length);
  expect(template.match(/eq \$member "[^"]*"/g)).toEqual(['eq $member "a"']);
  expect(faults.map(({ problem }) => problem)).toEqual(['"us_east.1" is not a DNS label']);
});
