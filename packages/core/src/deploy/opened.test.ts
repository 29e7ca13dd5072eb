import * as pulumi from "@pulumi/pulumi";
import { Departures } from "../departures/departures";
import { cluster, federate } from "../recorded.test-support";
import { record } from "../testing";

const MILLISECONDS = 300;
const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } };

test("nothing of a call changes before what leaves a member is held there", async () => {
  const made: string[] = [];
  let before: readonly string[] = [];
  const outputs = ({ name }: { readonly name: string }): undefined => void made.push(name);
  await record(
    () => {
      const federation = federate(cluster("f-cluster", "f"), "kairen.com");
      const member = federation.join(cluster("f-a-cluster", "a"));
      const held = member.ready.apply(async () => {
        await new Promise((resolve) => setTimeout(resolve, MILLISECONDS));
        before = [...made];
      });
      jest.spyOn(Departures.prototype, "openFor").mockReturnValue(pulumi.output(held));
      federation.deploy("web", { toJson: () => [settings] });
    },
    { outputs },
  );
  expect(before).toContain("federation-f-a-cluster");
  expect(before).not.toContain("federation/ConfigMap/settings");
  expect(made).toContain("federation/ConfigMap/settings");
});
