import { EventEmitter } from "node:events";
import * as https from "node:https";
import { getJson, NotGiven, postJson } from "./get-json";

jest.mock("node:https");

const CLUSTER = { server: "https://f.example", options: { headers: { authorization: "Bearer a" } } };
const sent: unknown[] = [];

/** What an API server answers, or the error of the connection. */
function answer(statusCode: number, body: string, error?: Error): void {
  jest.mocked(https.request).mockImplementation(((
    _url: string,
    _options: object,
    respond: (response: object) => void,
  ): object => {
    const response = Object.assign(new EventEmitter(), { statusCode });
    const call = Object.assign(new EventEmitter(), {
      end: (text: unknown) => {
        sent.push(text);
        if (error) return void call.emit("error", error);
        respond(response);
        response.emit("data", Buffer.from(body));
        response.emit("end");
      },
    });
    return call;
  }) as never);
}

function answering(...[statusCode, body, error]: Parameters<typeof answer>): Promise<unknown> {
  answer(statusCode, body, error);
  return getJson(CLUSTER, "/version");
}

test("the answer of an API server is read", async () => {
  expect(await answering(200, '{"gitVersion":"v1.34.4"}')).toEqual({ gitVersion: "v1.34.4" });
  expect(jest.mocked(https.request).mock.lastCall![0]).toBe("https://f.example/version");
});

test("another status, what is not JSON, and a broken connection are errors", async () => {
  await expect(answering(404, "{}")).rejects.toMatchObject({ message: "it answers /version with 404", status: 404 });
  await expect(answering(200, "<html>")).rejects.toThrow(new NotGiven("its answer to /version is not JSON"));
  await expect(answering(200, "", new Error("reset"))).rejects.toThrow("reset");
});

test("an object is created as JSON, signed in as for reading, and what exists already is an error with its status", async () => {
  answer(201, "{}");
  await postJson(CLUSTER, "/api/v1/namespaces", { kind: "Namespace" });
  const headers = { authorization: "Bearer a", "content-type": "application/json" };
  expect(jest.mocked(https.request).mock.lastCall!.slice(0, 2)).toEqual([
    "https://f.example/api/v1/namespaces",
    expect.objectContaining({ method: "POST", headers }),
  ]);
  expect(sent.at(-1)).toBe('{"kind":"Namespace"}');
  answer(409, "{}");
  await expect(postJson(CLUSTER, "/api/v1/namespaces", {})).rejects.toMatchObject({ status: 409 });
});
