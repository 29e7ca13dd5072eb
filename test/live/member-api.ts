import { Agent, request } from "node:https";
import { kubectl, type LabCluster } from "./lab";

export type Member = Exclude<LabCluster, "f">;

/** The API of a member, and who asks. */
export interface Api {
  readonly url: string;
  readonly identity: { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer };
}

export interface List<T> {
  readonly items: readonly T[];
}

const agent = new Agent({ keepAlive: true });

export async function apiOf(member: Member): Promise<Api> {
  const config = JSON.parse(await kubectl(member, "config", "view", "--raw", "-o", "json")) as {
    readonly clusters: readonly [{ readonly cluster: Record<string, string> }];
    readonly users: readonly [{ readonly user: Record<string, string> }];
  };
  const { cluster } = config.clusters[0];
  const { user } = config.users[0];
  const decoded = (data: string | undefined): Buffer => Buffer.from(data!, "base64");
  return {
    url: cluster["server"]!,
    identity: {
      ca: decoded(cluster["certificate-authority-data"]),
      cert: decoded(user["client-certificate-data"]),
      key: decoded(user["client-key-data"]),
    },
  };
}

/** Asks for a path, sooner than `kubectl` does. */
export function get<T = unknown>(
  { url, identity }: Api,
  path: string,
): Promise<{ readonly status: number; readonly body: T }> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}/${path}`, { ...identity, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode!, body: JSON.parse(Buffer.concat(chunks).toString()) as T });
      });
    });
    call.on("error", reject);
    call.end();
  });
}
