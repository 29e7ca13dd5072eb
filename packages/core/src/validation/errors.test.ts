import * as pulumi from "@pulumi/pulumi";
import { InvalidInputError, refuse, refusing } from "./errors";

const FAULTS = [
  { path: "dnsZone", problem: "is missing", remedy: "use a zone" },
  { path: "name", problem: "is empty" },
];

test("an error lists all faults, one per line, and keeps them for programs", () => {
  const error = new InvalidInputError(FAULTS);
  expect(error.message).toBe("dnsZone: is missing; use a zone\nname: is empty");
  expect(error.faults).toEqual(FAULTS);
});

test("Pulumi prints the error's message only, as it does with its own", () => {
  expect(pulumi.RunError.isInstance(new InvalidInputError(FAULTS))).toBe(true);
});

test("faults are refused together, and no fault raises no error", () => {
  expect(() => refuse(FAULTS)).toThrow(new InvalidInputError(FAULTS));
  expect(() => refuse([])).not.toThrow();
});

test("what the constructs refuse is refused by the path of the call, and any other error is passed on", () => {
  const throwing = (error: Error) => (): never => {
    throw error;
  };
  const refused = Object.assign(new Error("options.plan: is missing"), {
    faults: [{ path: "options.plan", problem: "is missing" }],
  });
  expect(refusing("diagram()", () => 1)).toBe(1);
  expect(() => refusing("diagram()", throwing(refused))).toThrow(
    new InvalidInputError([{ path: "diagram().plan", problem: "is missing" }]),
  );
  expect(() => refusing("diagram()", throwing(new TypeError("x")))).toThrow(TypeError);
});
