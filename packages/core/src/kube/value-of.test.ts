import * as pulumi from "@pulumi/pulumi";
import { valueOf } from "./value-of";

test("a value is waited for until it is known", async () => {
  const later = new Promise<string>((resolve) => setTimeout(resolve, 20, "here"));
  expect(await valueOf(pulumi.output(later))).toBe("here");
});

test("a value that only an up makes known is undefined", async () => {
  const unknown = pulumi.output(pulumi.unknown as unknown as string);
  expect(await valueOf(pulumi.all([pulumi.output("here"), unknown]))).toBeUndefined();
});
