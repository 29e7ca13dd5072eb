import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { execute } from "./exec";

/** An API server that runs no commands, but says how they end, channel by channel. */
async function apiServer(
  messages: readonly (readonly [number, string])[],
): Promise<{ readonly kubeconfig: string; readonly asked: string[]; readonly end: () => void }> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  const asked: string[] = [];
  server.on("connection", (socket, request) => {
    asked.push(request.url!, request.headers.authorization!, socket.protocol);
    for (const [channel, text] of messages) socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
    socket.close();
  });
  await new Promise((resolve) => server.on("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const kubeconfig = JSON.stringify({
    clusters: [{ cluster: { server: `http://127.0.0.1:${port}/` } }],
    users: [{ user: { token: "t" } }],
  });
  return { kubeconfig, asked, end: () => void server.close() };
}

const target = { namespace: "federation-system", pod: "etcd-0", container: "etcd" };
const run = async (...messages: (readonly [number, string])[]): Promise<{ printed: string; asked: string[] }> => {
  const { kubeconfig, asked, end } = await apiServer(messages);
  try {
    return { printed: await execute(kubeconfig, target, ["etcdctl", "--cert=/a b", "member"]), asked };
  } finally {
    end();
  }
};

test("a command runs in the container as it is given, and its output is what it prints", async () => {
  const { printed, asked } = await run([1, "one, "], [2, "a log line"], [1, "two"], [3, '{"status":"Success"}']);
  expect(printed).toBe("one, two");
  expect(asked).toEqual([
    "/api/v1/namespaces/federation-system/pods/etcd-0/exec?container=etcd&stdout=true&stderr=true" +
      "&command=etcdctl&command=--cert%3D%2Fa+b&command=member",
    "Bearer t",
    "v4.channel.k8s.io",
  ]);
});

test.each([
  [
    [
      [2, "{log}\nError: etcdserver: not ready\n"],
      [3, '{"status":"Failure","message":"exit code 1"}'],
    ],
    "etcdserver: not ready",
  ],
  [[[3, '{"status":"Failure","message":"container not found"}']], "container not found"],
  [[[1, "half of"]], "it was interrupted"],
] as const)("a command that ends with %j fails, and says why", async (messages, reason) => {
  await expect(run(...messages)).rejects.toThrow(new Error(reason));
});
