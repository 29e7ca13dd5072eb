import { planManifests } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import type { Binding } from "../departures/binding";
import { bindingOf } from "../departures/bindings.test-support";
import { FirstLook } from "../departures/first-look";
import { Placements } from "../departures/placements";
import { askApi } from "../federated-api/api-gate";
import type { ApiAccess } from "../host/api-access";
import type { Ask } from "../kubeconfig/ask";
import { foreseen, tellPlan } from "./told-plan";

jest.mock("../federated-api/api-gate");

const MEMBERS = [{ name: "a" }, { name: "b" }];
const placement = { replicaScheduling: { replicaSchedulingType: "Divided" } };
const onA = bindingOf({
  replicas: 4,
  clusters: [{ name: "a", replicas: 4 }],
  placement: placement as Binding["spec"]["placement"],
});
const objects = [
  { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replicas: 4, template: {} } },
  {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: { name: "web" },
    spec: { resourceSelectors: [{ apiVersion: "apps/v1", kind: "Deployment" }], placement },
  },
];
const ANEW = "where it runs:\nweb  4 → a 2, b 2";

const told: string[] = [];
beforeEach(() => {
  told.length = 0;
  jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
  jest.spyOn(pulumi.log, "info").mockImplementation((text) => Promise.resolve(void told.push(text)));
});
afterEach(() => jest.restoreAllMocks());

/** What a call tells if conversations with the federated API go so. */
async function tells(
  talk: (conversation: (ask: Ask) => Promise<unknown>) => pulumi.Output<unknown>,
): Promise<string[]> {
  jest
    .mocked(askApi)
    .mockImplementation(((_: ApiAccess, conversation: (ask: Ask) => Promise<unknown>) => talk(conversation)) as never);
  const planWith: Parameters<typeof foreseen>[0]["checked"]["planWith"] = (members, stateOf) =>
    planManifests(objects, members, { stateOf });
  const plan = planWith(MEMBERS);
  const placements = new Placements({ plans: [plan], objects });
  const program = () => ({ placements, staying: MEMBERS, objects, manager: "fedstack" });
  const asked = {
    access: {} as ApiAccess,
    look: new FirstLook(),
    checked: { plan, planWith },
    members: MEMBERS,
    rebalances: false,
    program,
  };
  tellPlan(await foreseen(asked), {} as pulumi.Resource);
  return told;
}

const answering =
  (status: number) =>
  (conversation: (ask: Ask) => Promise<unknown>): pulumi.Output<unknown> => {
    const ask: Ask = async ({ path }) => {
      const items = path.endsWith("/resourcebindings") ? [onA] : [];
      return { status, body: { items }, message: "" };
    };
    return pulumi.output(conversation(ask));
  };

test("a call tells where everything will be by what runs now, and what that changes", async () => {
  expect(await tells(answering(200))).toEqual([
    "where it runs:\nweb  4 → a 4",
    "Deployment web: stays a 4 (a new schedule would be a 2, b 2)",
  ]);
});

test("a call tells where everything would be anew while the federated API does not exist or answer", async () => {
  const unknown = pulumi.output(pulumi.unknown as unknown);
  expect(await tells(() => pulumi.all([unknown]).apply(() => undefined))).toEqual([ANEW]);
  told.length = 0;
  expect(await tells(answering(503))).toEqual([ANEW]);
});

test("without an engine, as in unit tests, nothing is asked", async () => {
  jest.mocked(pulumi.runtime.getEngine).mockReturnValue(undefined);
  const talk = jest.fn(() => pulumi.output(undefined as unknown));
  expect(await tells(talk)).toEqual([ANEW]);
  expect(talk).not.toHaveBeenCalled();
});
