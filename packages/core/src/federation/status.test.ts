import * as pulumi from "@pulumi/pulumi";
import { FirstLook } from "../departures/first-look";
import { askApi } from "../federated-api/api-gate";
import type { Answer, Ask } from "../kubeconfig/ask";
import type { ApiAccess } from "../host/api-access";
import { known } from "../recorded.test-support";
import { withoutRecording } from "../unrecorded.test-support";
import type { HostState } from "./host-state";
import { federationStatus, type StatusTarget } from "./status";

jest.mock("../federated-api/api-gate");

const NOTHING: Answer = { status: 200, body: { items: [] }, message: "" };
const answering = (answer: Answer): void => {
  const ask: Ask = () => Promise.resolve(answer);
  jest.mocked(askApi).mockImplementation((_, conversation) => pulumi.output(conversation(ask)));
};
const status = (host?: StatusTarget["host"]): pulumi.Output<string> =>
  federationStatus({
    access: {} as ApiAccess,
    look,
    title: "kairen.com.",
    host,
    called: () => ({
      members,
      expiries: {
        renewed: [
          { name: "etcd", expires: pulumi.secret("2020-01-01T00:00:00Z") },
          { name: "new", expires: pulumi.output(pulumi.unknown as string) },
        ],
        given: [],
      },
      after: [pulumi.output("deployed")],
    }),
  });
let members: string[];
let look: FirstLook;

beforeEach(async () => {
  members = ["a"];
  look = new FirstLook();
  await withoutRecording();
  jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
});

afterEach(() => jest.restoreAllMocks());

test("the state is asked of the federated API, after everything that an up does", async () => {
  answering(NOTHING);
  const text = status();
  expect(await known(text)).toMatch(/^kairen\.com\.\n\nmember .*\na .* has not joined\n\n.*etcd on 2020-01-01$/s);
  expect(await pulumi.isSecret(text)).toBe(false);
  expect(await known(jest.mocked(askApi).mock.lastCall![2] as pulumi.Output<string>)).toEqual(["deployed"]);
});

const webOf = (generation: number, spec: object = {}): Answer => {
  const metadata = { name: "web", resourceVersion: "1", generation };
  const items = [{ metadata, spec: { resource: { kind: "Job", name: "web" }, ...spec } }];
  return { ...NOTHING, body: { items } };
};
const answeringBindings = (answers: Answer[]): void => {
  jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void) => setImmediate(then)) as never);
  const ask: Ask = async ({ path }) => (path.endsWith("/resourcebindings") ? answers.shift()! : NOTHING);
  jest.mocked(askApi).mockImplementation((_, conversation) => pulumi.output(conversation(ask)));
};

test("an up gives members some seconds to report what it has changed", async () => {
  const late = webOf(2, { placement: {} });
  const answers = [webOf(1, { placement: {} }), late, late, webOf(2)];
  answeringBindings(answers);
  expect(await known(status())).toContain("Everything runs as it should.");
  expect(answers).toEqual([]);
});

test("an up does not wait for what it has not changed", async () => {
  const answers = [webOf(1, { placement: {} }), webOf(1, { placement: {} }), webOf(1)];
  answeringBindings(answers);
  expect(await known(status())).toContain("Does not run as it should:");
  expect(answers).toHaveLength(1);
});

test("what the program calls afterward is in it", async () => {
  answering(NOTHING);
  const text = status();
  members.push("b");
  expect(await known(text)).toMatch(/^b .* has not joined$/m);
});

test("a preview asks at once", async () => {
  answering(NOTHING);
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(true);
  await known(status());
  expect(jest.mocked(askApi).mock.lastCall![2]).toBeUndefined();
});

test.each([
  ["a preview", true, ["a"]],
  ["an up", false, ["b"]],
])("%s has the members as they were when it asked", async (_, isPreview, seen) => {
  const ask =
    (name: string): Ask =>
    async ({ path }) => ({ ...NOTHING, body: { items: path.endsWith("/clusters") ? [{ metadata: { name } }] : [] } });
  await look.clusters(ask("a"));
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(isPreview);
  jest.mocked(askApi).mockImplementation((_, conversation) => pulumi.output(conversation(ask("b"))));
  members = ["a", "b"];
  const text = await known(status());
  expect(members.filter((name) => !new RegExp(`^${name} .*has not joined$`, "m").test(text))).toEqual(seen);
});

test("an API that does not answer is the state, not an error", async () => {
  answering({ status: 503, body: undefined, message: "no endpoints" });
  expect(await known(status())).toBe(
    "kairen.com.\n\nThe federated API does not answer: no endpoints.\n\n" +
      'Expires within 30 days; run "pulumi up" to renew it:\n  etcd on 2020-01-01',
  );
});

describe("a host", () => {
  const host = (state: HostState | undefined): StatusTarget["host"] => ({
    release: "v1.19.0",
    state: () => Promise.resolve(state),
  });

  test("tells which releases run, and what does not run as it should", async () => {
    answering(NOTHING);
    const text = await known(status(host({ releases: ["v1.18.2", "v1.19.0"], lacks: ["backups are suspended"] })));
    expect(text).toMatch(/^kairen\.com\., Karmada v1\.18\.2 and v1\.19\.0\n\n/);
    expect(text).toContain("Does not run as it should:\n  backups are suspended\n");
  });

  test("is asked, too, when the federated API does not answer", async () => {
    answering({ status: 0, body: undefined, message: "no response" });
    const lack = "StatefulSet federation-system/etcd has 0 of 1 pods ready";
    const text = await known(status(host({ releases: ["v1.18.2"], lacks: [lack] })));
    expect(text).toMatch(/^kairen\.com\., Karmada v1\.18\.2\n\nThe federated API does not answer: no response\./);
    expect(text).toContain(`  ${lack}\n`);
  });

  test("that is not known yet, or runs none, leaves the release of the program", async () => {
    answering(NOTHING);
    for (const state of [undefined, { releases: [], lacks: [] }]) {
      const text = await known(status(host(state)));
      expect(text).toMatch(/^kairen\.com\., Karmada v1\.19\.0\n\n/);
      expect(text).toContain("Everything runs as it should.");
    }
  });
});

test("a unit test sees only what the federation is", async () => {
  jest.mocked(pulumi.runtime.getEngine).mockReturnValue(undefined);
  jest.mocked(askApi).mockClear();
  expect(await known(status())).toBe("kairen.com.");
  expect(askApi).not.toHaveBeenCalled();
});
