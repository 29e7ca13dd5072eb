import fc from "fast-check";
import { tell } from "../faults";
import type { Fault } from "../faults";
import * as checks from "./checks";

const hostile = [
  '"',
  "'",
  "\n",
  "../",
  "&a",
  "*a",
  "{",
  "}",
  "${HOME}",
  "\u0000",
  "a b",
  "a//b",
  "<script>",
  "\u202e",
  "é",
];
const oneValue = {
  memberName: checks.memberName,
  dnsLabel: checks.dnsLabel,
  dnsLabelWithLetter: checks.dnsLabelWithLetter,
  dnsSubdomain: checks.dnsSubdomain,
  labelKey: checks.labelKey,
  labelValue: checks.labelValue,
  image: checks.image,
  dataKey: checks.dataKey,
  quantity: checks.quantity,
  timeZone: checks.timeZone,
};

test.each(Object.entries(oneValue))("%s refuses hostile text, in one short line", (_, check) => {
  const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary" }));
  fc.assert(
    fc.property(
      fc.tuple(text, fc.constantFrom(...hostile), text).map((parts) => parts.join("")),
      (value) => {
        const faults = check("path", value);
        expect(faults).toHaveLength(1);
        expect(tell(faults[0]!)).not.toMatch(/[\u0000-\u001f]/);
        expect(tell(faults[0]!).length).toBeLessThan(700);
      },
    ),
  );
});

test.each([
  [checks.dnsSubdomain, ["a", "a-b.c1", "x".repeat(253)], ["", "A", "a_b", ".a", "a..b", "-a", "a-", "x".repeat(254)]],
  [
    checks.labelKey,
    ["tier", "example.com/Tier_1.x", `${"x".repeat(63)}`],
    ["", "/x", "a/", "Example.com/x", "x".repeat(64)],
  ],
  [checks.labelValue, ["", "A_b-c.9", "x".repeat(63)], ["-a", "a-", "x".repeat(64)]],
  [
    checks.image,
    ["nginx", "nginx:1.29", "localhost:5000/a/b_c__d:T", "[fd00::1]:5000/x", `a@sha256:${"0".repeat(64)}`],
    ["", "Nginx", "a:", "a::b", "a//b", "https://a/b", "a../b", "a@sha256:00", "a:-1"],
  ],
  [checks.jsonPointer, ["/a", "/a/0/b~1c~0", "/"], ["", "a", "/~", "/a~2"]],
  [checks.envName, ["A", "a.b-c", "1"], ["", "A=B", "A\n"]],
  [checks.port, [1, 65535], [0, 65536, 1.5, "80", NaN, undefined]],
])("%p accepts what Kubernetes accepts, and no more", (check, valid, invalid) => {
  const faultsOf = (value: unknown) => (check as (path: string, value: unknown) => Fault[])("path", value);
  expect(valid.map(faultsOf)).toEqual(valid.map(() => []));
  expect(invalid.map((value) => faultsOf(value).length)).toEqual(invalid.map(() => 1));
});

test.each([
  ["image", undefined, "is missing", checks.image],
  ["replicas", undefined, "is missing", checks.integer],
  ["replicas", "4", '"4" is text, not a number', checks.integer],
  ["replicas", -1, '"-1" is out of range', checks.integer],
  ["port", null, "is missing", checks.port],
])("%s: the fault of %j is that it %s", (path, value, problem, check) => {
  expect(check(path, value)).toEqual([expect.objectContaining({ path, problem })]);
});
