import * as pulumi from "@pulumi/pulumi";
import { guardAnnotation } from "./annotation-guard";

type Hook = (args: { oldInputs?: object; newInputs?: object }) => Promise<void>;
const hooks: { name: string; hook: Hook; options: object }[] = [];
jest.mock("@pulumi/pulumi", () => ({
  ...jest.requireActual<object>("@pulumi/pulumi"),
  runtime: { getEngine: jest.fn() },
  ResourceHook: class {
    public constructor(name: string, hook: Hook, options: object) {
      hooks.push({ name, hook, options });
    }
  },
}));

const annotated = (step: string): object => ({ metadata: { annotations: { "fedstack.dev/step": step } } });
const seen: unknown[] = [];
const guard = (): pulumi.ResourceHook[] =>
  guardAnnotation("guard", "fedstack.dev/step", (running, wanted) => {
    seen.push([running, wanted]);
    return wanted === "3" ? "not so fast" : undefined;
  });
beforeEach(() => {
  hooks.length = seen.length = 0;
  jest.mocked(pulumi.runtime.getEngine).mockReturnValue({} as never);
});

test("a preview fails like an update where the annotation cannot change", async () => {
  expect(guard()).toHaveLength(1);
  const [{ name, hook, options }] = hooks as [(typeof hooks)[number]];
  expect([name, options]).toEqual(["guard", { onDryRun: true }]);
  await expect(hook({ oldInputs: annotated("1"), newInputs: annotated("3") })).rejects.toThrow("not so fast");
  await hook({ oldInputs: annotated("1"), newInputs: annotated("2") });
  expect(seen).toEqual([
    ["1", "3"],
    ["1", "2"],
  ]);
});

test("a namespace that is new, or had or has no such annotation, is compared with nothing", async () => {
  guard();
  const [{ hook }] = hooks as [(typeof hooks)[number]];
  await hook({ newInputs: annotated("1") });
  await hook({ oldInputs: { metadata: { annotations: { other: "1" } } }, newInputs: { metadata: {} } });
  await hook({ oldInputs: {}, newInputs: annotated("1") });
  expect(seen).toEqual([
    [undefined, "1"],
    [undefined, undefined],
    [undefined, "1"],
  ]);
});

test("without an engine, as in unit tests, there is nothing to guard", () => {
  jest.mocked(pulumi.runtime.getEngine).mockReturnValue(undefined);
  expect([guard(), hooks]).toEqual([[], []]);
});
