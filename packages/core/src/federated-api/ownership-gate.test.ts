import type { ApiAccess } from "../host/api-access";
import { apiGate } from "./api-gate";
import type { Answer, Question } from "../kubeconfig/ask";
import { lookUp, othersIn, ownershipGate } from "./ownership-gate";

jest.mock("./api-gate");

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
  for (const status of [404, 503]) {
    expect(othersIn({ status, body: undefined, message: "not found" }, "fedstack-federation")).toBeUndefined();
  }
});

test("an object of somebody else is refused at once, and one that cannot be looked up is waited for", () => {
  const claimed = {
    told: 'deploy("web"): Service web',
    object: { apiVersion: "v1", kind: "Service", metadata: { name: "web" } },
    manager: "fedstack-federation",
    timeoutSeconds: 60,
  };
  ownershipGate({} as ApiAccess, claimed);
  const [, { lacking, errorOf }] = jest.mocked(apiGate).mock.calls[0]!;
  expect(() => lacking(written({ manager: "argocd-controller" }))).toThrow(
    'deploy("web"): Service web already exists, applied by argocd-controller; delete it there, remove it from the program, ' +
      "or set shared: true to apply it, too",
  );
  expect(lacking(written({ manager: "fedstack-federation" }))).toBeUndefined();
  expect(lacking({ status: 404, body: {}, message: "not found" })).toBeUndefined();
  expect(lacking({ status: 503, body: undefined, message: "no endpoints" })).toBe("no endpoints");
  expect(errorOf("no endpoints")).toBe('deploy("web"): Service web could not be looked up within 60 s: no endpoints.');
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
  expect(await lookUp(api, object, new Map())).toMatchObject({ status: 404, message: path });
});

test.each([
  ["example.com/v1", "Queue"],
  ["other.example.com/v1", "Redis"],
])("%s %s, which the API does not serve, is not taken for one that is not there", async (apiVersion, kind) => {
  const answer = await lookUp(api, { apiVersion, kind, metadata: { name: "x" } }, new Map());
  expect(answer.status).toBe(0);
  expect(answer.message).toContain(`does not serve ${apiVersion} ${kind}; deploy its definition`);
});

test("what discovery answers else is passed on", async () => {
  expect(await lookUp(api, { apiVersion: "down/v1", kind: "Redis", metadata: { name: "x" } }, new Map())).toMatchObject(
    {
      status: 503,
    },
  );
});

describe("discovery", () => {
  const asked: string[] = [];
  beforeEach(() => asked.splice(0));
  const counting = (question: Question): Promise<Answer> => {
    asked.push(question.path);
    return api(question);
  };
  const object = (apiVersion: string, kind: string, name: string): Parameters<typeof lookUp>[1] => ({
    apiVersion,
    kind,
    metadata: { name, namespace: "shop" },
  });

  test("is asked once for all objects of one group and version", async () => {
    const discovered = new Map();
    await Promise.all(["a", "b", "c"].map((name) => lookUp(counting, object("v1", "ConfigMap", name), discovered)));
    await lookUp(counting, object("v1", "ConfigMap", "d"), discovered);
    await lookUp(counting, object("example.com/v1", "Redis", "e"), discovered);
    expect(asked.filter((path) => !path.includes("/namespaces/"))).toEqual(["/api/v1", "/apis/example.com/v1"]);
    expect(asked).toHaveLength(7);
  });

  test.each([
    ["does not serve a kind yet", "example.com/v1", "Queue"],
    ["is down", "down/v1", "Redis"],
  ])("that %s is asked again", async (_, apiVersion, kind) => {
    const discovered = new Map();
    for (const name of ["a", "b"]) await lookUp(counting, object(apiVersion, kind, name), discovered);
    expect(asked).toEqual([`/apis/${apiVersion}`, `/apis/${apiVersion}`]);
  });

  test("that cannot be reached is asked again", async () => {
    const discovered = new Map();
    const lost = (): Promise<Answer> => Promise.reject(new Error("connection refused"));
    await expect(lookUp(lost, object("v1", "ConfigMap", "a"), discovered)).rejects.toThrow("connection refused");
    expect(await lookUp(api, object("v1", "ConfigMap", "a"), discovered)).toMatchObject({ status: 404 });
  });
});
