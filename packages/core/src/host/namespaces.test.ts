import * as k8s from "@pulumi/kubernetes";
import { type Ask, asking } from "../kubeconfig/ask";
import { getJson } from "../kubeconfig/get-json";
import { one } from "../recorded.test-support";
import { record } from "../testing";
import { createNamespace, defaultNamespaces, makeNamespace } from "./namespaces";
import { hostSite } from "./site.test-support";

jest.mock("../kubeconfig/ask");
jest.mock("../kubeconfig/get-json");

const OWN = { "app.kubernetes.io/managed-by": "fedstack", "app.kubernetes.io/part-of": "federation" };
const NAMESPACE = { metadata: { name: "federation" } };
const CLUSTER = { server: "https://f.example", options: {} };
const NAME = "federation-dns-namespace";

test("namespaces are named for the federation unless they are given", () => {
  expect(defaultNamespaces("eu")).toEqual({ system: "eu-system", dns: "eu" });
});

test.each([
  [false, "strict"],
  [true, "host"],
])(
  "with adopts: %p, a namespace of a cluster with a strict provider is made by the provider %s",
  async (adopts, by) => {
    const resources = await record(() => {
      const strictProvider = new k8s.Provider("strict", {});
      createNamespace(hostSite({ adopts }, { strictProvider }), "dns-namespace", "federation", {});
    });
    expect(one(resources, ":Namespace", NAME).provider).toBe(by);
  },
);

test("the namespace of a strict site meets the strict provider, even of a federation that adopts", async () => {
  const resources = await record(() => {
    const strictProvider = new k8s.Provider("strict", {});
    createNamespace(hostSite({ adopts: true }, { strictProvider }).strict, "dns-namespace", "federation", {});
  });
  expect(one(resources, ":Namespace", NAME).provider).toBe("strict");
});

describe("a namespace that the program makes before the provider", () => {
  const post = jest.fn<ReturnType<Ask>, Parameters<Ask>>();
  const answers = (status: number, labels?: object, deletionTimestamp?: string): void => {
    post.mockResolvedValue({ status, body: undefined, message: "it is forbidden" });
    jest.mocked(asking).mockReturnValue(post);
    jest.mocked(getJson).mockResolvedValue({ metadata: { labels, deletionTimestamp } });
  };
  const make = (adoptedBy?: string): Promise<void> => makeNamespace(CLUSTER, "federation", NAMESPACE, adoptedBy);

  test.each([undefined, "federation"])(
    "is created if it does not exist, with the federation %p that adopts",
    async (by) => {
      answers(201);
      await make(by);
      expect(asking).toHaveBeenLastCalledWith(CLUSTER, 40_000);
      const path = "/api/v1/namespaces?fieldManager=pulumi-kubernetes";
      expect(post).toHaveBeenLastCalledWith({ method: "POST", path, body: NAMESPACE });
    },
  );

  test("is refused if it exists, whatever its labels are", async () => {
    answers(409, OWN);
    await expect(make()).rejects.toThrow(/^namespaces "federation" already exists; delete it if nobody needs it$/);
  });

  test("is adopted only if it has the federation's labels", async () => {
    const told = /^adopt: the namespace "federation" is not of federation "federation"; delete it/;
    answers(409, OWN);
    await make("federation");
    for (const labels of [undefined, {}, { ...OWN, "app.kubernetes.io/part-of": "another" }]) {
      answers(409, labels);
      await expect(make("federation")).rejects.toThrow(told);
    }
  });

  test("is waited for by the user while it is deleted", async () => {
    answers(409, OWN, "2026-11-28T00:00:00Z");
    const told = /^namespace "federation": is being deleted; run "pulumi up" again once it is gone$/;
    await expect(make()).rejects.toThrow(told);
    await expect(make("federation")).rejects.toThrow(told);
  });

  test("is not taken for created if the cluster answers anything else", async () => {
    answers(403, OWN);
    const told = 'namespace "federation": cannot be created: it is forbidden';
    await expect(make("federation")).rejects.toThrow(told);
  });
});
