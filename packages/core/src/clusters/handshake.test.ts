import { createServer } from "node:net";
import { handshake } from "./handshake";
import { issue, listening, pemOf, serve } from "../members/servers.test-support";

const HERE = "IP:127.0.0.1";
const authority = issue("authority");

test("a server shows the names of its certificate, and whether one of the authorities has signed it", async () => {
  const url = await serve(issue("right", `${HERE},DNS:api.example.com`, authority));
  const shown = { fits: true, names: "IP Address:127.0.0.1, DNS:api.example.com" };
  expect(await handshake(url, [pemOf(issue("other")), pemOf(authority)])).toEqual({ ...shown, signed: true });
  expect(await handshake(url, [pemOf(issue("another"))])).toEqual({ ...shown, signed: false });
  expect(await handshake(url, [])).toEqual({ ...shown, signed: false });
});

test("an authority of the same name with another key has signed nothing", async () => {
  const url = await serve(issue("imitated", HERE, authority));
  expect(await handshake(url, [pemOf(issue("imitation", undefined))])).toMatchObject({ signed: false });
});

test("a certificate for another address does not fit, no matter who has signed it", async () => {
  const url = await serve(issue("elsewhere", "IP:192.0.2.9", authority));
  expect(await handshake(url, [pemOf(authority)])).toMatchObject({ fits: false, signed: true });
  expect(await handshake(await serve(issue("nameless", undefined, authority)), [pemOf(authority)])).toMatchObject({
    fits: false,
    names: "no name",
  });
});

test("an authority that another one has signed is enough, as it is for the control plane", async () => {
  const intermediate = issue("intermediate", undefined, authority);
  const url = await serve(issue("below", HERE, intermediate));
  expect(await handshake(url, [pemOf(intermediate)])).toMatchObject({ fits: true, signed: true });
});

test("what is not reached, says nothing or speaks another protocol shows nothing", async () => {
  const closed = await new Promise<number>((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
  const silent = await listening(createServer());
  const plain = await listening(createServer((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
  for (const port of [closed, silent, plain]) {
    expect(await handshake(`https://127.0.0.1:${port}`, [pemOf(authority)])).toBeUndefined();
  }
}, 30_000);
