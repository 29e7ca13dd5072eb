import type { Answer, Question } from "./api-gate";
import { lookUp, othersIn } from "./ownership-gate";

const written = (...managers: readonly object[]): Answer => ({
  status: 200,
  body: { metadata: { managedFields: managers } },
  message: "",
});

test("what only others have applied belongs to them, no matter who writes its status", () => {
  const ours = { manager: "fedstack-federation" };
  const argo = { manager: "argocd-controller" };
  const status = { manager: "fedstack-federation", subresource: "status" };
  expect(othersIn(written(argo, status), "fedstack-federation")).toBe("argocd-controller");
  expect(othersIn(written(argo, { manager: "kubectl" }), "fedstack-federation")).toBe("argocd-controller, kubectl");
  expect(othersIn(written(), "fedstack-federation")).toBe("an unknown writer");
  expect(othersIn(written(argo, ours), "fedstack-federation")).toBeUndefined();
  expect(othersIn({ status: 404, body: {}, message: "not found" }, "fedstack-federation")).toBeUndefined();
});

/** An API that serves Redis in the plural redis, and ClusterIssuer outside of namespaces. */
const api = async ({ path }: Question): Promise<Answer> => {
  const resources = [
    { name: "redis/status", kind: "Redis", namespaced: true },
    { name: "redis", kind: "Redis", namespaced: true },
    { name: "clusterissuers", kind: "ClusterIssuer", namespaced: false },
    { name: "configmaps", kind: "ConfigMap", namespaced: true },
  ];
  if (["/api/v1", "/apis/example.com/v1"].includes(path)) return { status: 200, body: { resources }, message: "" };
  return path.endsWith("/down/v1")
    ? { status: 503, body: undefined, message: "unavailable" }
    : { status: 404, body: undefined, message: path };
};

test.each([
  ["v1", "ConfigMap", "shop", "/api/v1/namespaces/shop/configmaps/x"],
  ["v1", "ConfigMap", undefined, "/api/v1/namespaces/default/configmaps/x"],
  ["example.com/v1", "Redis", "shop", "/apis/example.com/v1/namespaces/shop/redis/x"],
  ["example.com/v1", "ClusterIssuer", "shop", "/apis/example.com/v1/clusterissuers/x"],
])("%s %s is looked up where the API says that it is", async (apiVersion, kind, namespace, path) => {
  const object = { apiVersion, kind, metadata: { name: "x", namespace } };
  expect(await lookUp(api, object)).toMatchObject({ status: 404, message: path });
});

test.each([
  ["example.com/v1", "Queue"],
  ["other.example.com/v1", "Redis"],
])("%s %s, which the API does not serve, is not taken for one that is not there", async (apiVersion, kind) => {
  const answer = await lookUp(api, { apiVersion, kind, metadata: { name: "x" } });
  expect(answer.status).toBe(0);
  expect(answer.message).toContain(`does not serve ${apiVersion} ${kind}; deploy its definition`);
});

test("what discovery answers else is passed on", async () => {
  expect(await lookUp(api, { apiVersion: "down/v1", kind: "Redis", metadata: { name: "x" } })).toMatchObject({
    status: 503,
  });
});
