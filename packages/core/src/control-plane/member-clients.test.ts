import * as pulumi from "@pulumi/pulumi";
import { hostSite } from "../host/site.test-support";
import { RELEASE } from "../karmada";
import { withAddOns } from "../karmada/add-ons";
import type { Answer, Ask, Question } from "../kubeconfig/ask";
import { askingAs } from "../kubeconfig/ask-as";
import { hasProxy } from "../kubeconfig/sign-in";
import { withoutRecording } from "../unrecorded.test-support";
import { MemberClients, restartSince } from "./member-clients";

jest.mock("../kubeconfig/ask-as");
jest.mock("../kubeconfig/sign-in");

const EARLIER = "2026-11-28T05:00:00Z";
const LATER = "2026-11-28T06:00:00Z";
const DEPLOYMENT = { namespace: "federation-system", name: "karmada-controller-manager", timeoutSeconds: 60 };
const PATH = "/apis/apps/v1/namespaces/federation-system/deployments/karmada-controller-manager";

/** A Deployment that has known tokens of a time, and of whose two pods some are new and ready. */
const deployment = (known: string | undefined, ready = 2, more: object = {}): Answer => ({
  status: 200,
  body: {
    metadata: { generation: 3 },
    spec: {
      replicas: 2,
      template: {
        metadata: { annotations: known === undefined ? undefined : { "fedstack.dev/members-tokens": known } },
      },
    },
    status: { observedGeneration: 3, replicas: 2, updatedReplicas: ready, availableReplicas: ready, ...more },
  },
  message: "no reason given",
});
const failing: Answer = { status: 403, body: {}, message: "it is forbidden" };
const answering = (...answers: Answer[]): jest.Mock<ReturnType<Ask>, Parameters<Ask>> =>
  jest.fn<ReturnType<Ask>, Parameters<Ask>>(() => Promise.resolve(answers.length > 1 ? answers.shift()! : answers[0]!));
const asked = (ask: jest.Mock<unknown, Parameters<Ask>>): string[] =>
  ask.mock.calls.map(([{ method, path }]) => `${method} ${path}`);

beforeEach(() => {
  jest.spyOn(global, "setTimeout").mockImplementation(((then: () => void) => setImmediate(then)) as never);
});
afterEach(() => jest.restoreAllMocks());

test.each([EARLIER, undefined])(
  "pods that have started with tokens of %s start again for a newer one",
  async (known) => {
    const ask = answering(deployment(known), deployment(LATER, 0), deployment(LATER, 1), deployment(LATER));
    await restartSince(ask, DEPLOYMENT, LATER);
    expect(asked(ask)).toEqual([
      `GET ${PATH}`,
      `PATCH ${PATH}?fieldManager=fedstack-members-tokens`,
      `GET ${PATH}`,
      `GET ${PATH}`,
    ]);
    expect((ask.mock.calls[1]![0] as Question).body).toEqual({
      spec: { template: { metadata: { annotations: { "fedstack.dev/members-tokens": LATER } } } },
    });
  },
);

test.each([LATER, "2026-11-28T06:00:01Z"])(
  "pods that have started with tokens of %s know it already",
  async (known) => {
    const ask = answering(deployment(known, 0));
    await restartSince(ask, DEPLOYMENT, LATER);
    expect(asked(ask)).toEqual([`GET ${PATH}`]);
  },
);

test.each([
  ["nobody has seen the change", { observedGeneration: 2 }],
  ["a pod from before still runs", { replicas: 3 }],
  ["a pod is not available", { availableReplicas: 1 }],
])("it is not done while %s", async (_, more) => {
  const ask = answering(deployment(EARLIER), deployment(LATER, 2, more), deployment(LATER));
  await restartSince(ask, DEPLOYMENT, LATER);
  expect(ask).toHaveBeenCalledTimes(3);
});

test("what cannot be restarted is an error that names it, so that nothing takes the old tokens away", async () => {
  const told = (reason: string): string =>
    `karmada-controller-manager could not be restarted, and watches members with their old tokens: ${reason}; run up again`;
  await expect(restartSince(answering(failing), DEPLOYMENT, LATER)).rejects.toThrow(told("it is forbidden"));
  await expect(restartSince(answering(deployment(EARLIER), failing), DEPLOYMENT, LATER)).rejects.toThrow(
    pulumi.RunError,
  );
  const ask = answering(deployment(EARLIER), deployment(LATER, 1));
  await expect(restartSince(ask, { ...DEPLOYMENT, timeoutSeconds: -1 }, LATER)).rejects.toThrow(
    told("its pods are not ready after -1 s"),
  );
});

describe("of a control plane", () => {
  const restarted: string[] = [];
  beforeEach(async () => {
    restarted.length = 0;
    await withoutRecording();
    jest.mocked(hasProxy).mockReturnValue(false);
    jest.mocked(askingAs).mockReturnValue(async ({ method, path, body }) => {
      if (method === "PATCH")
        restarted.push(`${path.split(/[/?]/).at(-2)} ${JSON.stringify(body).match(/2026[^"]*/)![0]}`);
      return deployment(method === "PATCH" ? LATER : EARLIER);
    });
  });
  const clients = (release = RELEASE): MemberClients =>
    new MemberClients(hostSite({ release }, { kubeconfig: pulumi.output("kubeconfig") }).in("federation-system"));

  test("all that connect to members start again once for the tokens of several members", async () => {
    const all = clients(withAddOns(RELEASE, ["metricsAdapter"]));
    await Promise.all([all.take(LATER), all.take("2026-11-28T05:30:00Z")]);
    expect(restarted.sort()).toEqual([`karmada-controller-manager ${LATER}`, `karmada-metrics-adapter ${LATER}`]);
  });

  test("a token that comes later has them start again", async () => {
    const all = clients();
    await all.take("2026-11-28T05:30:00Z");
    await all.take(LATER);
    expect(restarted).toEqual([
      "karmada-controller-manager 2026-11-28T05:30:00Z",
      `karmada-controller-manager ${LATER}`,
    ]);
  });

  test("a host that only a proxy reaches is not asked", async () => {
    jest.mocked(hasProxy).mockReturnValue(true);
    await clients().take(LATER);
    expect(restarted).toEqual([]);
  });
});
