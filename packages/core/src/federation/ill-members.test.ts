import * as pulumi from "@pulumi/pulumi";
import type { ClusterObject } from "../departures/clusters";
import { FirstLook } from "../departures/first-look";
import { askApi } from "../federated-api/api-gate";
import type { Ask } from "../kubeconfig/ask";
import type { ApiAccess } from "../host/api-access";
import { federationLabels } from "../kube/labels";
import { illMembers } from "./ill-members";

jest.mock("../federated-api/api-gate");

const cluster = (name: string, status?: string): ClusterObject => ({
  metadata: { name, labels: federationLabels("prod") },
  status: {
    conditions: status === undefined ? [] : [{ type: "Ready", status, message: "cluster is not reachable" }],
  },
});

let warned: string[];
beforeEach(() => {
  warned = [];
  jest.spyOn(pulumi.log, "warn").mockImplementation((text) => Promise.resolve(void warned.push(text)));
  jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
});
afterEach(() => jest.restoreAllMocks());

async function illAmong(clusters: readonly ClusterObject[], status = 200): Promise<unknown> {
  let found: unknown;
  jest.mocked(askApi).mockImplementation(((_: ApiAccess, conversation: (ask: Ask) => Promise<unknown>) => {
    found = conversation(async () => ({ status, body: { items: clusters }, message: "" }));
    return pulumi.output(undefined);
  }) as never);
  illMembers({} as ApiAccess, new FirstLook(), () => ["a", "b", "c", "d"]);
  return found;
}

test("members that do not respond are named with the reason, and what to do when they are back", async () => {
  const seen = [cluster("a", "True"), cluster("b", "False"), cluster("c", "Unknown")];
  expect(await illAmong(seen)).toEqual(["b", "c"]);
  expect(warned).toEqual([
    "b does not respond (cluster is not reachable). What changes there follows when it is back, and workloads placed " +
      'there are not waited for. Run "pulumi up" again then.',
    expect.stringMatching(/^c does not respond /),
  ]);
});

test("members that have just joined, that are being deleted, or that the program does not use are not named", async () => {
  const { metadata, status } = cluster("b", "False");
  const deleted = { metadata: { ...metadata, deletionTimestamp: "2026-01-01T00:00:00Z" }, status };
  expect(await illAmong([cluster("d"), cluster("gone", "False"), deleted])).toEqual([]);
  expect(warned).toEqual([]);
});

test("nothing is known of members while the federated API does not answer", async () => {
  expect(await illAmong([cluster("b", "False")], 503)).toEqual([]);
  expect(warned).toEqual([]);
});
