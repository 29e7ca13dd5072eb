import { validateMemberName } from "./member-name";

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
});

test("a name with 48 characters is valid", () => {
  expect(validateMemberName("a".repeat(48))).toEqual([]);
});
