import { cluster, federate, inputsOf, one, recordedOnce } from "../recorded.test-support";
import { plain, record } from "../testing";

interface Workload {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly priorityClassName?: string;
        readonly containers: readonly {
          readonly resources?: { readonly requests?: object; readonly limits?: object };
        }[];
      };
    };
  };
}

const recorded = recordedOnce((priorityClassName: string | undefined) =>
  record(() => {
    const federation = federate(cluster("f-cluster", "f"), "kairen.com", { priorityClassName });
    federation.join(cluster("f-a-cluster", "a"));
  }),
);
const workloads = async (priorityClassName?: string): Promise<Workload["spec"]["template"]["spec"][]> =>
  (await recorded(priorityClassName))
    .filter(({ type }) => /^kubernetes:apps/.test(type))
    .map(({ inputs }) => plain<Workload>(inputs).spec.template.spec);

test("every pod of a federation has a class with the highest priority that a user can give", async () => {
  const { metadata, value } = inputsOf<{ metadata: { name: string }; value: number }>(
    await recorded(undefined),
    ":PriorityClass",
    "federation-priority",
  );
  expect([metadata.name, value]).toEqual(["fedstack-federation", 1_000_000_000]);
  const pods = await workloads();
  expect(pods).toHaveLength(10);
  for (const { priorityClassName } of pods) expect(priorityClassName).toBe("fedstack-federation");
});

test("the class of a federation in another system namespace is named for that, too", async () => {
  const made = await record(() => {
    federate(cluster("f-cluster", "f"), "kairen.com", { namespaces: { system: "control" } });
  });
  const { metadata } = inputsOf<{ metadata: { name: string } }>(made, ":PriorityClass", "federation-priority");
  expect(metadata.name).toBe("fedstack-federation.control");
});

test("the class comes after the namespace that a second federation of the same name cannot make", async () => {
  const made = await recorded(undefined);
  expect(one(made, ":PriorityClass", "federation-priority").dependsOn).toEqual(["federation-namespace"]);
});

test("every pod of a federation can burst: it has requests, and no limits", async () => {
  const resources = (await workloads()).map(({ containers }) => containers[0]!.resources);
  for (const { requests, limits } of resources.map((one) => one ?? {})) {
    expect(requests).toEqual({ cpu: expect.stringMatching(/^\d+m$/), memory: expect.stringMatching(/^\d+Mi$/) });
    expect(limits).toBeUndefined();
  }
});

test("an existing class takes the place of the federation's own", async () => {
  const made = await recorded("platform");
  expect(made.filter(({ type }) => type.endsWith(":PriorityClass"))).toEqual([]);
  for (const { priorityClassName } of await workloads("platform")) expect(priorityClassName).toBe("platform");
});
