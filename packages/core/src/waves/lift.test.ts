import * as pulumi from "@pulumi/pulumi";
import { apiGate, type Gate } from "../federated-api/api-gate";
import type { Ask, Question } from "../kubeconfig/ask";
import { FirstLook } from "../departures/first-look";
import type { ApiAccess } from "../host/api-access";
import { Lift } from "./lift";

jest.mock("../federated-api/api-gate", () => ({
  ...jest.requireActual<object>("../federated-api/api-gate"),
  apiGate: jest.fn(),
}));

const policy = (name: string, manager: string) => ({
  metadata: { name, namespace: "default", managedFields: [{ manager }] },
  spec: { suspension: { dispatchingOnClusters: { clusterNames: ["b"] } } },
});
const object = (kind: string, name: string) => ({ apiVersion: "policy.karmada.io/v1alpha1", kind, metadata: { name } });

test("members that this program held back by a call's policies go on once it has no waves, with one look for all calls", async () => {
  const asked: Question[] = [];
  const ask: Ask = (question) => {
    asked.push(question);
    const items = [policy("web", "fedstack-f-waves"), policy("cart", "kubectl"), policy("else", "fedstack-f-waves")];
    return Promise.resolve({
      status: 200,
      body: { items: question.path.endsWith("/propagationpolicies") ? items : [] },
      message: "",
    });
  };
  const gates: Gate[] = [];
  jest.mocked(apiGate).mockImplementation((_, gate) => {
    gates.push(gate);
    return pulumi.output(undefined);
  });
  const lift = new Lift({} as ApiAccess, new FirstLook(), "fedstack-f", 60);
  lift.gate(
    'deploy("web")',
    ["web", "cart"].map((name) => object("PropagationPolicy", name)),
  );
  lift.gate('deploy("all")', [object("ClusterPropagationPolicy", "all")]);
  for (const { question, lacking } of gates) {
    expect(lacking(await (question as (ask: Ask) => Promise<never>)(ask))).toBeUndefined();
  }
  expect(asked.filter(({ method }) => method === "PATCH")).toEqual([
    {
      method: "PATCH",
      path: "/apis/policy.karmada.io/v1alpha1/namespaces/default/propagationpolicies/web?fieldManager=fedstack-f-waves",
      body: { spec: { suspension: null } },
    },
  ]);
  expect(asked.filter(({ method }) => method === "GET")).toHaveLength(2);
  expect(gates[0]!.errorOf("no")).toBe('deploy("web"): its policies could not be looked at within 60 s: no.');
});

test("a call without policies is not looked at", () => {
  const lift = new Lift({} as ApiAccess, new FirstLook(), "fedstack-f", 60);
  expect(lift.gate('deploy("web")', [object("OverridePolicy", "web")])).toBeUndefined();
});
