import WebSocket = require("ws");
import { signIn } from "../kubeconfig/sign-in";

/** A container of a pod. */
export interface RunningContainer {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** Protocol of Kubernetes' streams: the first byte of a message is its channel. */
const PROTOCOL = "v4.channel.k8s.io";
const CHANNEL = { output: 1, errors: 2, result: 3 } as const;
const TIMEOUT_MILLISECONDS = 30_000;

/** How a command ended, as Kubernetes tells it. */
interface Result {
  readonly status?: string;
  readonly message?: string;
}

/**
 * Runs a command in a container, and resolves to what it prints.
 *
 * @throws Error whose message is a clause without a period
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-connect-get-requests-to-exec-of-pod
 */
export async function execute(
  kubeconfig: string,
  { namespace, pod, container }: RunningContainer,
  command: readonly string[],
): Promise<string> {
  const { server, options } = await signIn(kubeconfig);
  const query = new URLSearchParams([
    ["container", container],
    ["stdout", "true"],
    ["stderr", "true"],
    ...command.map((part): [string, string] => ["command", part]),
  ]);
  const url = `${server.replace(/^http/, "ws")}/api/v1/namespaces/${namespace}/pods/${pod}/exec?${query.toString()}`;
  const socket = new WebSocket(url, PROTOCOL, { ...options, handshakeTimeout: TIMEOUT_MILLISECONDS });
  const timer = setTimeout(() => socket.terminate(), TIMEOUT_MILLISECONDS);
  try {
    return await printed(socket);
  } finally {
    clearTimeout(timer);
  }
}

/** What a command prints until it ends. */
function printed(socket: WebSocket): Promise<string> {
  const messages: Buffer[] = [];
  const textOf = (channel: number): string =>
    Buffer.concat(
      messages.filter((message) => message[0] === channel).map((message) => message.subarray(1)),
    ).toString();
  return new Promise((resolve, reject) => {
    socket.on("message", (message: Buffer) => messages.push(message));
    socket.on("error", reject);
    socket.on("close", () => {
      const { status, message = "it was interrupted" } = JSON.parse(textOf(CHANNEL.result) || "{}") as Result;
      if (status === "Success") resolve(textOf(CHANNEL.output));
      else reject(new Error(lastLine(textOf(CHANNEL.errors)) ?? message));
    });
  });
}

/** Programs log first, and then say what is wrong. */
function lastLine(text: string): string | undefined {
  return (
    text
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/^Error: /, "") || undefined
  );
}
