import { cluster, federate, inputsOf } from "../recorded.test-support";
import { record, type RecordedResource } from "../testing";
import type { DeployOptions } from "./deployed";

const objects = [
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "default" },
    spec: { replicas: 2, template: { spec: {} } },
  },
  {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "web", namespace: "default" },
    spec: { resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web" }], placement: {} },
  },
];

/** What a call with these options makes, or how it is refused. */
async function deployed(
  options: DeployOptions,
): Promise<{ resources: RecordedResource[]; refusal: string | undefined }> {
  let refusal: string | undefined;
  const resources = await record(() => {
    const federation = federate(cluster("f-cluster", "f"), "kairen.com");
    federation.join(cluster("f-a-cluster", "a"));
    federation.join(cluster("f-b-cluster", "b"));
    try {
      federation.deploy("web", { toJson: () => objects }, options);
    } catch (error) {
      refusal = (error as Error).message;
    }
  });
  return { resources, refusal };
}

function annotationsOf(resources: readonly RecordedResource[]): Record<string, string> {
  const { metadata } = inputsOf<{ metadata: { annotations: Record<string, string> } }>(
    resources,
    ":Deployment",
    "federation/Deployment/web",
  );
  return metadata.annotations;
}

test("with waves, the engine never waits for workloads, because members that are held back do not follow", async () => {
  const { resources, refusal } = await deployed({ waves: [{ members: ["f-a-cluster"] }] });
  expect(refusal).toBeUndefined();
  expect(annotationsOf(resources)).toMatchObject({ "pulumi.com/skipAwait": "true" });
  expect(annotationsOf((await deployed({})).resources)).toHaveProperty(["pulumi.com/waitFor"]);
});

test("waves that cannot be are refused, and nothing of the call is made", async () => {
  const { resources, refusal } = await deployed({ waves: [{ members: ["f-c-cluster"] }, { members: [] }] });
  expect(refusal?.split("\n")).toEqual([
    'deploy("web").waves[0].members[0]: "f-c-cluster" is not a member of this federation; use one of "f-a-cluster" or "f-b-cluster"',
    expect.stringMatching(/^deploy\("web"\)\.waves\[1\]\.members: selects no member that is not in an earlier wave; /),
  ]);
  expect(resources.filter(({ name }) => name.endsWith("/web"))).toEqual([]);
  const wrong = await deployed({ waves: [{ members: "f-a-cluster" as never }] });
  expect(wrong.refusal).toBe('deploy("web").waves[0].members: "f-a-cluster" is a string; use a list');
});
