import { type Gate, untilOpen } from "./api-gate";
import type { Answer } from "../kubeconfig/ask";
import { unserved } from "./serving-gate";

const cluster = (name: string, groupVersion: string, kind: string): object => ({
  metadata: { name },
  status: { apiEnablements: [{ groupVersion, resources: [{ kind }] }] },
});
const answered = (...items: readonly object[]): Answer => ({ status: 200, body: { items }, message: "" });
const backups = { apiVersion: "example.com/v1", kind: "Backup", members: ["a", "b"] };

test("a custom resource is held back until the federation has seen each member serve it in that version", () => {
  const a = cluster("a", "example.com/v1", "Backup");
  expect(unserved(answered(a, cluster("b", "example.com/v1", "Backup")), backups)).toBeUndefined();
  expect(unserved(answered(a, cluster("b", "example.com/v2", "Backup")), backups)).toBe(
    "example.com/v1 Backup is not served by b",
  );
  expect(unserved(answered(a, cluster("b", "example.com/v1", "Restore")), backups)).toBe(
    "example.com/v1 Backup is not served by b",
  );
  expect(unserved(answered({ metadata: { name: "a" } }), backups)).toBe("example.com/v1 Backup is not served by a, b");
  expect(unserved({ status: 403, body: undefined, message: "forbidden" }, backups)).toBe("forbidden");
});

describe("a gate", () => {
  const gate = (timeoutSeconds: number): Gate => ({
    question: { method: "GET", path: "/" },
    lacking: ({ status, message }) => (status === 200 ? undefined : message),
    timeoutSeconds,
    pauseMilliseconds: 1,
    errorOf: (lack) => `closed: ${lack}`,
  });

  test("retries after wrong answers and failed connections until the answer is right", async () => {
    const answers = [{ ...answered(), status: 503 }, new Error("refused"), answered()];
    let asked = 0;
    await untilOpen(gate(60), async () => {
      const answer = answers[asked++]!;
      if (answer instanceof Error) throw answer;
      return answer;
    });
    expect(asked).toBe(3);
  });

  test("reports what is missing when time runs out", async () => {
    await expect(untilOpen(gate(0), () => Promise.reject(new Error("refused")))).rejects.toThrow("closed: refused");
  });
});
