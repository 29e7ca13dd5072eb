import { EventEmitter } from "node:events";
import { request } from "node:https";
import { type Answer, asking, type Question } from "./ask";

jest.mock("node:https");

/** What is sent to an API that nobody serves, and what comes back. */
async function sentFor(...questions: readonly Question[]): Promise<{ sent: unknown[][]; answers: Answer[] }> {
  const sent = jest.mocked(request).mockImplementation((() => {
    const call = new EventEmitter();
    return Object.assign(call, { end: () => call.emit("error", new Error("connection refused")) });
  }) as never);
  sent.mockClear();
  const answers = await Promise.all(
    questions.map(asking({ server: "https://127.0.0.1:1", options: { ca: "authority" } })),
  );
  return { sent: sent.mock.calls, answers };
}

test("the API is trusted by an authority whose own issuer is not known", async () => {
  const { sent, answers } = await sentFor({ method: "GET", path: "/readyz" });
  expect(answers).toEqual([{ status: 0, body: undefined, message: "connection refused" }]);
  expect(sent).toEqual([
    [expect.any(String), expect.objectContaining({ ca: "authority", allowPartialTrustChain: true }), expect.anything()],
  ]);
});

test("what is applied on the server's side is a PATCH of its own type", async () => {
  const { sent } = await sentFor(
    ...(["APPLY", "PATCH", "POST"] as const).map((method) => ({ method, path: "/", body: {} })),
  );
  expect(sent.map(([, options]) => options)).toMatchObject([
    { method: "PATCH", headers: { "content-type": "application/apply-patch+yaml" } },
    { method: "PATCH", headers: { "content-type": "application/merge-patch+json" } },
    { method: "POST", headers: { "content-type": "application/json" } },
  ]);
});

test("a question says how long its body is", async () => {
  const { sent } = await sentFor({ method: "DELETE", path: "/", body: { name: "é" } }, { method: "DELETE", path: "/" });
  const headers = sent.map(([, options]) => (options as { headers: object }).headers);
  expect(headers).toMatchObject([{ "content-length": 13 }, {}]);
  expect(headers[1]).not.toHaveProperty("content-length");
});
