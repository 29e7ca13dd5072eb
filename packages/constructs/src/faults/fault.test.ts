import { at, fault, refuse, tell, within } from ".";

test("a fault is shown as its path, the problem and the remedy", () => {
  expect(tell(fault("zone", '"a..b" has an empty label', 'use "a.b"'))).toBe(
    'zone: "a..b" has an empty label; use "a.b"',
  );
  expect(tell(fault("zone", "is missing"))).toBe("zone: is missing");
});

test("faults within a call keep their own paths", () => {
  expect(within("overrides[0]", [fault("Members.named()", "selects nothing")]).map(tell)).toEqual([
    "overrides[0]: Members.named(): selects nothing",
  ]);
});

test("a path quotes a key that is not a word", () => {
  expect(at("labels", "tier")).toBe("labels.tier");
  expect(at("labels", "example.com/tier")).toBe('labels["example.com/tier"]');
  expect(at("labels", "a b\n")).toBe('labels["a b\\n"]');
});

test("faults are refused with one error that tells all of them, and nothing is refused without", () => {
  expect(() => refuse([])).not.toThrow();
  expect(() =>
    refuse([
      { path: "a", problem: "is b" },
      { path: "c", problem: "is d", remedy: "use e" },
    ]),
  ).toThrow(new Error("a: is b\nc: is d; use e"));
});
