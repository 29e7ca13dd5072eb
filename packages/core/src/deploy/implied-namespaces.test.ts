import * as pulumi from "@pulumi/pulumi";
import { ownershipGate } from "../federated-api/ownership-gate";
import { cluster, federate } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";

jest.mock("../federated-api/ownership-gate", () => ({ ownershipGate: jest.fn() }));

const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "shop" } };

/** A call that deploys into a namespace that no call has, where objects of a kind already belong to somebody else. */
function deployed(taken: string, shared: boolean): Promise<RecordedResource[]> {
  jest.mocked(ownershipGate).mockImplementation((_, { told, object }) =>
    pulumi.output(undefined).apply(() => {
      if (object.kind === taken) throw new Error(`${told} already exists`);
    }),
  );
  return record(() => {
    const federation = federate(cluster("f-cluster", "f"), "kairen.com");
    federation.deploy("settings", { toJson: () => [settings] }, { shared });
  });
}

test("a namespace that a call only implies is refused like any other object if somebody else has made it", async () => {
  await expect(deployed("Namespace", false)).rejects.toThrow('deploy("settings"): Namespace shop already exists');
});

test("an object of a call is refused if somebody else has made it", async () => {
  await expect(deployed("ConfigMap", false)).rejects.toThrow('deploy("settings"): ConfigMap shop/settings already');
});

test("a namespace that a call only implies is made if nobody has, or shared", async () => {
  for (const [taken, shared] of [
    ["Secret", false],
    ["Namespace", true],
  ] as const) {
    const resources = await deployed(taken, shared);
    expect(resources.map(({ name }) => name)).toContain("federation/Namespace/shop");
  }
});
