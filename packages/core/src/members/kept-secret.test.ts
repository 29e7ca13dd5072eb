import * as pulumi from "@pulumi/pulumi";
import type { Answer, Ask } from "../kubeconfig/ask";
import { known } from "../recorded.test-support";
import { keptIn } from "./kept-secret";

const FOUND: Answer = { status: 200, body: { data: { token: "dGhlIHRva2Vu" } }, message: "no reason given" };
const failing = (status: number): Answer => ({ status, body: {}, message: "it is forbidden" });

let ask: jest.Mock<ReturnType<Ask>, Parameters<Ask>>;
const kept = (timeoutSeconds = 60): ReturnType<typeof keptIn> =>
  keptIn({ ask: pulumi.output(ask as Ask), namespace: "karmada-cluster", name: "a" }, timeoutSeconds);
beforeEach(() => {
  ask = jest.fn<ReturnType<Ask>, Parameters<Ask>>().mockResolvedValue(FOUND);
  jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
});
afterEach(() => jest.restoreAllMocks());

test("what an earlier up has kept is secret", async () => {
  expect(await known(kept())).toEqual({ token: "the token" });
  expect(await pulumi.isSecret(kept())).toBe(true);
  expect(ask).toHaveBeenCalledWith({ method: "GET", path: "/api/v1/namespaces/karmada-cluster/secrets/a" });
});

test("nothing is kept in a Secret that does not exist, and in one without data", async () => {
  ask.mockResolvedValueOnce(failing(404)).mockResolvedValueOnce({ ...FOUND, body: {} });
  expect([await known(kept()), await known(kept())]).toEqual([{}, {}]);
});

test("an up waits until it knows", async () => {
  ask.mockResolvedValueOnce(failing(0)).mockResolvedValueOnce(failing(500));
  expect(await known(kept())).toEqual({ token: "the token" });
  expect(ask).toHaveBeenCalledTimes(3);
});

test("a preview does not wait, and may not know", async () => {
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(true);
  ask.mockResolvedValueOnce(failing(403));
  expect([await known(kept()), await known(kept())]).toEqual([undefined, { token: "the token" }]);
  expect(ask).toHaveBeenCalledTimes(2);
});

test("without an engine, nothing is asked", async () => {
  jest.mocked(pulumi.runtime.getEngine).mockReturnValue(undefined);
  expect(await known(kept())).toEqual({});
  expect(ask).not.toHaveBeenCalled();
});
