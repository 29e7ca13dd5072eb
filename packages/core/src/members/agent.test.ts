import { hostSite } from "../host/site.test-support";
import { inputsOf } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import { runAgent } from "./agent";
import type { AgentArgs } from "./join-options";

const client = { files: { kubeconfig: "kubeconfig" }, restartOn: ["first"] };
const agentOf = (args: AgentArgs, contents = client): Promise<RecordedResource[]> =>
  record(() => void runAgent(hostSite().in("karmada-cluster"), "a", contents, args));

interface Deployment {
  readonly metadata: { readonly annotations: object };
  readonly spec: {
    readonly replicas: number;
    readonly strategy: object;
    readonly template: {
      readonly metadata: { readonly annotations: object };
      readonly spec: { readonly containers: readonly [{ readonly resources: object }] };
    };
  };
}
const deploymentOf = async (args: AgentArgs, contents = client): Promise<Deployment> =>
  inputsOf<Deployment>(await agentOf(args, contents), ":Deployment", "federation-karmada-agent");

test("one agent runs at a time, and nobody waits for what only a Cluster makes ready", async () => {
  const { metadata, spec } = await deploymentOf({});
  expect([spec.replicas, spec.strategy]).toEqual([1, { type: "Recreate" }]);
  expect(metadata.annotations).toMatchObject({ "pulumi.com/skipAwait": "true" });
});

test("it asks for resources, unless others are given", async () => {
  const [{ resources }] = (await deploymentOf({})).spec.template.spec.containers;
  expect(resources).toEqual({ requests: { cpu: "50m", memory: "128Mi" } });
  const given = { limits: { cpu: "1" } };
  expect((await deploymentOf({ resources: given })).spec.template.spec.containers[0].resources).toEqual(given);
});

test("another certificate replaces the pod", async () => {
  const annotations = async (restartOn: string[]): Promise<object> =>
    (await deploymentOf({}, { ...client, restartOn })).spec.template.metadata.annotations;
  expect(await annotations(["second"])).not.toEqual(await annotations(["first"]));
});
