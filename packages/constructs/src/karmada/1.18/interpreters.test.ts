import { interpreters } from "./interpreters";

const entries = Object.entries(interpreters);

test("every kind is named by its group, version and kind, and every path is one of a field", () => {
  for (const [type, { podTemplates = [], names = {}, references = [] }] of entries) {
    expect(type).toMatch(/^([a-z0-9.-]+\/)?v[0-9][a-z0-9]*\/[A-Z]\w+$/);
    const paths = [...podTemplates, ...Object.values(names).flat(), ...references].filter((path) => path !== "");
    for (const path of paths) expect(path).toMatch(/^\w+(\.(\w+|\*))*$/);
  }
});

describe("the task managers of a Flink job", () => {
  const [count] = entries.flatMap(([type, { replicas = [] }]) =>
    type.includes("Flink") ? (replicas as readonly unknown[]).filter((one) => typeof one === "function") : [],
  ) as [(spec: object) => number];

  test("are as many as it says, or as its slots need, or one", () => {
    const job = { parallelism: 5 };
    const flinkConfiguration = { "taskmanager.numberOfTaskSlots": "2" };
    expect(count({ taskManager: { replicas: 4 }, job, flinkConfiguration })).toBe(4);
    expect(count({ job, flinkConfiguration })).toBe(3);
    expect([count({ job }), count({ flinkConfiguration }), count({})]).toEqual([1, 1, 1]);
    expect(count({ job: { parallelism: 0 }, flinkConfiguration })).toBe(0);
    expect(count({ job, flinkConfiguration: { "taskmanager.numberOfTaskSlots": "0" } })).toBe(1);
  });
});
