import { EventEmitter } from "node:events";
import * as https from "node:https";
import { getText, NotGiven } from "./get-text";

jest.mock("node:https");

/** What an API server answers, or the error of the connection. */
function answering(statusCode: number, body: string, error?: Error): Promise<unknown> {
  jest.mocked(https.request).mockImplementation(((
    _url: string,
    _options: object,
    respond: (response: object) => void,
  ): object => {
    const response = Object.assign(new EventEmitter(), { statusCode });
    const call = Object.assign(new EventEmitter(), {
      end: () => {
        if (error) return void call.emit("error", error);
        respond(response);
        response.emit("data", Buffer.from(body));
        response.emit("end");
      },
    });
    return call;
  }) as never);
  return getText({ server: "https://f.example", options: {} }, "/version");
}

test("the answer of an API server is read", async () => {
  expect(await answering(200, "ok\n")).toBe("ok\n");
  expect(jest.mocked(https.request).mock.lastCall![0]).toBe("https://f.example/version");
});

test("another status and a broken connection are errors", async () => {
  await expect(answering(404, "{}")).rejects.toThrow(new NotGiven("it answers /version with 404", 404));
  await expect(answering(404, "{}")).rejects.toMatchObject({ status: 404 });
  await expect(answering(200, "", new Error("reset"))).rejects.toThrow("reset");
});
