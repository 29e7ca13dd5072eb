import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { OWN_ADDRESS } from "../lab";

/** The kinds that simulated members serve, by the path of their API group. */
const KINDS: { readonly [path: string]: { readonly [plural: string]: string } } = {
  "/api/v1": { configmaps: "ConfigMap", namespaces: "Namespace", nodes: "Node", pods: "Pod" },
  "/apis/apps/v1": { deployments: "Deployment", statefulsets: "StatefulSet" },
  "/apis/apps.kruise.io/v1alpha1": { clonesets: "CloneSet" },
  "/apis/autoscaling/v2": { horizontalpodautoscalers: "HorizontalPodAutoscaler" },
  "/apis/batch/v1": { jobs: "Job" },
  "/apis/ray.io/v1": { rayservices: "RayService" },
  "/apis/rbac.authorization.k8s.io/v1": { clusterroles: "ClusterRole" },
};
const OUTSIDE_OF_NAMESPACES = ["clusterroles", "namespaces", "nodes"];
const STATUS = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure" };

type Answer = readonly [code: number, body: object | string];

/** Starts an API server per member: healthy, with room for some pods, and accepting all writes. */
export async function simulateMembers(room: ReadonlyMap<string, number>): Promise<SimulatedMembers> {
  const server = createServer((request, response) => void serve(room, request, response));
  await new Promise<void>((resolve) => server.listen(0, OWN_ADDRESS, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpointOf: (member) => `http://${OWN_ADDRESS}:${port}/${member}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export interface SimulatedMembers {
  /** `apiEndpoint` of the member's `Cluster`. */
  readonly endpointOf: (member: string) => string;
  readonly stop: () => void;
}

async function serve(
  room: ReadonlyMap<string, number>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url!, "http://member");
  const [, member, path] = /^\/([^/]+)(\/.*)$/.exec(url.pathname) ?? [];
  const written = await textOf(request);
  if (url.searchParams.has("watch") && !url.searchParams.has("sendInitialEvents")) {
    // Nothing ever changes.
    response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
    return;
  }
  const [code, body] = url.searchParams.has("sendInitialEvents")
    ? ([422, { ...STATUS, reason: "Invalid", code: 422 }] as const)
    : request.method === "GET"
      ? read(path ?? "", room.get(member ?? "") ?? 0)
      : write(request.method!, written);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(code, { "content-type": typeof body === "string" ? "text/plain" : "application/json" }).end(text);
}

function read(path: string, room: number): Answer {
  if (/^\/(readyz|healthz|livez)$/.test(path)) return [200, "ok"];
  if (path === "/version") return [200, { major: "1", minor: "34", gitVersion: "v1.34.4" }];
  if (path === "/api") return [200, { kind: "APIVersions", versions: ["v1"] }];
  if (path === "/apis") {
    const groups = Object.keys(KINDS).flatMap((prefix) => {
      const [, , name, version] = prefix.split("/");
      const served = { groupVersion: `${name}/${version}`, version };
      return version === undefined ? [] : [{ name, versions: [served], preferredVersion: served }];
    });
    return [200, { kind: "APIGroupList", apiVersion: "v1", groups }];
  }
  const group = Object.keys(KINDS).find((prefix) => path.startsWith(prefix));
  if (group === undefined) return [404, { ...STATUS, reason: "NotFound", code: 404 }];
  const apiVersion = group.replace(/^\/apis?\//, "");
  const kinds = KINDS[group]!;
  if (path === group) {
    const resources = Object.entries(kinds).map(([name, kind]) => ({
      name,
      singularName: kind.toLowerCase(),
      namespaced: !OUTSIDE_OF_NAMESPACES.includes(name),
      kind,
      verbs: ["create", "delete", "get", "list", "update", "watch"],
    }));
    return [200, { kind: "APIResourceList", apiVersion: "v1", groupVersion: apiVersion, resources }];
  }
  const kind = kinds[path.slice(path.lastIndexOf("/") + 1)];
  if (kind === undefined) return [404, { ...STATUS, reason: "NotFound", code: 404 }];
  const items = kind === "Node" ? [node(room)] : [];
  return [200, { kind: `${kind}List`, apiVersion, metadata: { resourceVersion: "1" }, items }];
}

function write(method: string, text: string): Answer {
  if (method === "DELETE") return [404, { ...STATUS, reason: "NotFound", code: 404 }];
  const object = JSON.parse(text) as { readonly metadata: object };
  return [201, { ...object, metadata: { ...object.metadata, uid: "simulated", resourceVersion: "1" } }];
}

function node(pods: number): object {
  const room = { cpu: "64", memory: "256Gi", pods: String(pods) };
  return {
    metadata: { name: "node", uid: "simulated", resourceVersion: "1" },
    status: { allocatable: room, capacity: room, conditions: [{ type: "Ready", status: "True" }] },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
