import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { record } from ".";

const fails = (reason: string): pulumi.Output<string> =>
  pulumi.output("x").apply((): string => {
    throw new Error(reason);
  });

describe("a fault", () => {
  test("in the program rejects the recording", async () => {
    await expect(record(() => Promise.reject(new Error("of the program")))).rejects.toThrow("of the program");
  });

  test("in an Output that nothing is made from rejects the recording", async () => {
    await expect(record(() => void fails("of the Output"))).rejects.toThrow("of the Output");
  });

  test("in an input rejects the recording", async () => {
    const program = (): unknown => new k8s.core.v1.ConfigMap("settings", { data: { level: fails("of the input") } });
    await expect(record(program)).rejects.toThrow("of the input");
  });

  test("in an Output of a resource rejects the recording, in a preview, too", async () => {
    const failing = (): void => expect(1).toBe(2);
    const program = (): unknown => new k8s.core.v1.ConfigMap("settings", {}).urn.apply(failing);
    await expect(record(program)).rejects.toThrow("expect(received).toBe(expected)");
    await expect(record(program, { preview: true })).rejects.toThrow("expect(received).toBe(expected)");
  });

  test("that comes late rejects the recording", async () => {
    const program = (): void => {
      const late = pulumi.output(1).apply(() => new Promise<string>((resolve) => setTimeout(resolve, 50, "late")));
      late.apply((text) => {
        throw new Error(`comes ${text}`);
      });
    };
    await expect(record(program)).rejects.toThrow("comes late");
  });

  test("in what the test itself answers rejects the recording", async () => {
    const outputs = (): never => {
      throw new Error("of the answer");
    };
    await expect(record(() => new k8s.core.v1.ConfigMap("settings", {}), { outputs })).rejects.toThrow("of the answer");
  });

  test("of one recording is not one of the next", async () => {
    await expect(record(() => void fails("first"))).rejects.toThrow("first");
    expect(await record(() => new k8s.core.v1.ConfigMap("settings", {}))).toHaveLength(2);
  });
});
