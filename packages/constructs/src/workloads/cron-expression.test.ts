import { Cron } from "cdk8s";
import { expressionOf } from "./cron-expression";

test("a schedule is given as its text, or by cdk8s", () => {
  expect(expressionOf("0 3 * * 1")).toBe("0 3 * * 1");
  expect(expressionOf(Cron.daily())).toBe("0 0 * * *");
  expect(expressionOf(undefined)).toBeUndefined();
});
