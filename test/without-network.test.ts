import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { get } from "node:https";
import { connect } from "node:net";

const server = createServer((_, response) => response.end("answered"));
let port: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test("a unit test reaches servers of its own", async () => {
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("answered");
});

const failure = (socket: { once(event: "error", listener: (error: Error) => void): unknown }): Promise<Error> =>
  new Promise((resolve) => socket.once("error", resolve));

test("a unit test reaches no other machine, by name or by address, and so passes where there is no network", async () => {
  const unreachable = (host: string): unknown => expect.objectContaining({ message: `connect ENETUNREACH ${host}` });
  expect(await failure(connect(443, "192.0.2.1"))).toEqual(unreachable("192.0.2.1"));
  expect(await failure(connect({ port: 53, host: "2001:db8::1" }))).toEqual(unreachable("2001:db8::1"));
  expect(await failure(get("https://registry.example/"))).toEqual(unreachable("registry.example"));
  await expect(fetch("http://192.0.2.1/")).rejects.toMatchObject({ cause: unreachable("192.0.2.1") });
});
