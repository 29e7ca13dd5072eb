import * as pulumi from "@pulumi/pulumi";
import { hostSite } from "../host/site.test-support";
import { guardAnnotation } from "../kube/annotation-guard";
import * as api from "../kubeconfig/get-json";
import { NotGiven } from "../kubeconfig/get-text";
import { cluster, federate, one, recordedOnce } from "../recorded.test-support";
import { plain, record } from "../testing";
import { keepSteps, type StepRule, unfinishedRefusal } from "./completed-steps";

jest.mock("../kube/annotation-guard", () => ({
  ...jest.requireActual<object>("../kube/annotation-guard"),
  guardAnnotation: jest.fn(() => []),
}));
jest.mock("../kubeconfig/get-json", () => ({
  ...jest.requireActual<typeof api>("../kubeconfig/get-json"),
  getJson: jest.fn(),
}));

const rule: StepRule = {
  annotation: "fedstack.dev/step",
  path: "certificates",
  refusal: (running, wanted) => (running === "1" && wanted === "3" ? "not so fast" : undefined),
};

describe("a step", () => {
  const kubeconfig = (more: object = {}): string =>
    JSON.stringify({ clusters: [{ cluster: { server: "https://f.example", ...more } }], users: [{ user: {} }] });
  const done = (step?: string): Promise<unknown> =>
    Promise.resolve({
      metadata: { annotations: step && { "fedstack.dev/step": step, "fedstack.dev/namespace-version": "7" } },
    });

  async function refusal(
    running: string | undefined,
    wanted: string | undefined,
    answer: Promise<unknown> = done(),
    reached: string | null = kubeconfig(),
    version = "7",
  ): Promise<string | undefined> {
    jest.mocked(api.getJson).mockReset().mockReturnValue(answer);
    jest.mocked(guardAnnotation).mockClear();
    await record(() => {
      const site = hostSite({}, { kubeconfig: reached === null ? undefined : pulumi.output(reached) });
      keepSteps(site, "federation-system", rule);
    });
    const [[, annotation, refuses]] = jest.mocked(guardAnnotation).mock.calls as [Parameters<typeof guardAnnotation>];
    expect(annotation).toBe(rule.annotation);
    return refuses(running, wanted, version);
  }

  test("follows the one before once an up has finished that", async () => {
    expect(await refusal("1", "2", done("1"))).toBeUndefined();
    expect(jest.mocked(api.getJson).mock.lastCall![1]).toBe(
      "/api/v1/namespaces/federation-system/configmaps/completed-steps",
    );
  });

  test.each([
    ["ended early", done("1")],
    ["was the first and ended early", Promise.reject(new NotGiven("it answers with 404", 404))],
    ["did not know of steps", done()],
  ])("does not follow one whose up %s", async (_, answer) => {
    expect(await refusal("2", "3", answer)).toMatch(
      /^certificates: cannot change, because the up to "2" has not finished/,
    );
  });

  test("may be tried again, or begin anew where there was none, without a question", async () => {
    expect(await refusal("2", "2", done("1"))).toBeUndefined();
    expect(await refusal(undefined, "2", done("1"))).toBeUndefined();
    expect(api.getJson).not.toHaveBeenCalled();
  });

  test("does not follow one that was left and taken up again by ups that both ended early", async () => {
    const unfinished = /^certificates: cannot change, because the up to "2" has not finished/;
    expect(await refusal("2", "3", done("2"), undefined, "9")).toMatch(unfinished);
    expect(await refusal("3", "2", done("2"), undefined, "9")).toBeUndefined();
  });

  test("goes back to the one before where its up ended early", async () => {
    expect(await refusal("2", "1", done("1"))).toBeUndefined();
  });

  test("that cannot follow is refused without a question", async () => {
    expect(await refusal("1", "3", done("1"))).toBe("not so fast");
    expect(api.getJson).not.toHaveBeenCalled();
  });

  test("is not changed where the host cannot be asked", async () => {
    const refused = /cannot change, because the host cannot be asked whether the last up has finished: /;
    expect(await refusal("1", "2", Promise.reject(new Error("it answers with 403")))).toMatch(refused);
    const proxy = kubeconfig({ "proxy-url": "socks5://127.0.0.1:1080" });
    expect(await refusal("1", "2", done("1"), proxy)).toMatch(refused);
  });

  test("is compared with no record where the kubeconfig is not known yet", async () => {
    expect(await refusal("1", "2", done(), null)).toBeUndefined();
  });
});

test("what is refused says what to do", () => {
  expect(unfinishedRefusal("certificates", { begun: "2 trust", wanted: "2 sign" }, { step: "1", left: "7" })).toBe(
    'certificates: cannot change, because the up to "2 trust" has not finished, so that parts of the control plane may be ' +
      "one step behind; undo the change, run up until it succeeds, and then make the change; if no up has ever succeeded, " +
      "run destroy",
  );
});

describe("the record of steps that are done", () => {
  const recorded = recordedOnce(() =>
    record(() => {
      const federation = federate(cluster("f-cluster", "f"), "kairen.com");
      federation.join(cluster("f-a-cluster", "a"));
    }),
  );
  const find = async () => one(await recorded({}), ":ConfigMap", "federation-completed-steps");

  test("says the same as the namespace, which says what has begun", async () => {
    const annotationsOf = ({ inputs }: { readonly inputs: object }): Record<string, string> =>
      plain<{ metadata: { annotations: Record<string, string> } }>(inputs).metadata.annotations;
    const begun = annotationsOf(one(await recorded({}), ":Namespace", "federation-namespace"));
    const { "fedstack.dev/authority": authority, "fedstack.dev/secrets-key": key } = annotationsOf(await find());
    expect([authority, key]).toEqual(["1", "1"]);
    expect(begun).toMatchObject({ "fedstack.dev/authority": authority, "fedstack.dev/secrets-key": key });
  });

  test("comes after everything that knows an authority or a key, what publishes a member's names among it", async () => {
    const resources = await recorded({});
    const { parent } = await find();
    expect(parent).toBe("federation");
    const before = new Set(["federation-completed-steps"]);
    for (const name of before) {
      for (const { dependsOn } of resources.filter((one) => one.name === name))
        dependsOn.forEach((one) => before.add(one));
    }
    const deployments = resources.filter(({ type }) => /:(Deployment|StatefulSet|EtcdCluster)$/.test(type));
    expect(deployments.length).toBeGreaterThan(8);
    expect([...before]).toEqual(expect.arrayContaining(deployments.map(({ name }) => name)));
  });
});
