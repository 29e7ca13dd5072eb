import { EventEmitter } from "node:events";
import { request } from "node:https";
import * as pulumi from "@pulumi/pulumi";
import type { Answer } from "../kubeconfig/ask";
import { Trust } from "../pki/trust";
import { record } from "../testing";
import { apiGate, askApi, type Gate, untilOpen } from "./api-gate";

jest.mock("node:https");

const gate = (more: Partial<Gate> = {}): Gate => ({
  question: { method: "GET", path: "/readyz" },
  lacking: ({ status, message }) => (status === 200 ? undefined : message),
  timeoutSeconds: 60,
  pauseMilliseconds: 1,
  errorOf: (lack) => `never open: ${lack}`,
  ...more,
});
const answer = (status: number, message = ""): Answer => ({ status, body: undefined, message });

/** Gives one answer after another, the last for good. */
const asking = (...answers: readonly (Answer | Error)[]): jest.Mock<Promise<Answer>, []> => {
  let asked = 0;
  return jest.fn(async () => {
    const next = answers[Math.min(asked++, answers.length - 1)]!;
    if (next instanceof Error) throw next;
    return next;
  });
};

test("a gate asks until the answer is as it wants it, over lost connections", async () => {
  const ask = asking(new Error("connection refused"), answer(503, "not yet"), answer(200));
  await untilOpen(gate(), ask);
  expect(ask).toHaveBeenCalledTimes(3);
});

test("a gate that stays shut fails when its time is over, with what the last answer lacks", async () => {
  const ask = asking(answer(500, "no endpoints"), new Error("connection reset"));
  await expect(untilOpen(gate({ timeoutSeconds: 0.05 }), ask)).rejects.toThrow(
    new pulumi.RunError("never open: connection reset"),
  );
  expect(ask.mock.calls.length).toBeGreaterThan(1);
});

test("what a gate does not wait for fails it at once", async () => {
  const ask = asking(answer(200));
  const lacking = (): never => {
    throw new pulumi.RunError("applied by somebody else");
  };
  await expect(untilOpen(gate({ lacking }), ask)).rejects.toThrow("applied by somebody else");
  expect(ask).toHaveBeenCalledTimes(1);
});

test.each([true, false])("where no cluster is, a gate is open without asking: preview %p", async (preview) => {
  const opened: unknown[] = [];
  const lacking = jest.fn();
  await record(
    () => {
      const client = { certificate: pulumi.output("certificate"), key: pulumi.output("key") };
      const access = { endpoint: "https://127.0.0.1:1", trust: new Trust("authority"), client };
      apiGate(access, gate({ lacking })).apply((value) => opened.push(value));
    },
    { preview },
  );
  expect(opened).toEqual([undefined]);
  expect(lacking).not.toHaveBeenCalled();
});

test("a user of a kubeconfig asks with the headers that sign it in, after what must exist before", async () => {
  const sent = jest
    .mocked(request)
    .mockReset()
    .mockImplementation((() => {
      const call = new EventEmitter();
      return Object.assign(call, { end: () => call.emit("error", new Error("connection refused")) });
    }) as never);
  const asked: string[] = [];
  await record(() => {
    const access = { server: "https://karmada:5443", options: { headers: { authorization: "Bearer token" } } };
    const later = pulumi.output("exists").apply((one) => void asked.push(one));
    const ask = askApi(access, (question) => question({ method: "PATCH", path: "/readyz" }), later);
    ask.apply(() => asked.push("asked"));
  });
  expect(asked).toEqual(["exists", "asked"]);
  expect(sent.mock.calls).toEqual([
    [
      "https://karmada:5443/readyz",
      expect.objectContaining({
        headers: { authorization: "Bearer token", "content-type": "application/merge-patch+json" },
      }),
      expect.anything(),
    ],
  ]);
});
