import { tell } from "@fedstack/constructs/faults";
import { federationLabels } from "../kube/labels";
import type { FederationArgs } from "./federation-args";
import { type SeenNamespace, takenZoneFaults } from "./host-zones";
import { layoutOf } from "./layout";

const namespaceOf = (federation: string, zone?: unknown): SeenNamespace => ({
  metadata: { labels: federationLabels(federation), annotations: { "fedstack.dev/zone": zone } },
});
const told = (args: FederationArgs, ...namespaces: readonly SeenNamespace[]): string[] =>
  takenZoneFaults("f-cluster", layoutOf("kairen.com.", { name: "mine", ...args }), namespaces).map(tell);

test("a zone of a federation of another program is taken, and the fault names both", () => {
  expect(told({}, namespaceOf("mine", "kairen.com."), namespaceOf("other", "kairen.com."))).toEqual([
    'dnsZone: the federations "other" and "mine" on host "f-cluster" share "kairen.com."; ' +
      "give one of them another zone, or none with dns: false",
  ]);
  expect(told({}, namespaceOf("other", "example.com."))).toEqual([]);
});

test("a zone around another program's has to delegate it, and one inside is for the other program to check", () => {
  const inside = namespaceOf("eu", "eu.kairen.com.");
  expect(told({}, inside)).toEqual([
    expect.stringContaining('"eu.kairen.com." of federation "eu" is inside "kairen.com."'),
  ]);
  expect(told({ dns: { delegations: { "eu.kairen.com": ["192.0.2.1:30053"] } } }, inside)).toEqual([]);
  expect(told({}, namespaceOf("all", "com."))).toEqual([]);
});

test("without DNS, no zone is compared, and whatever else a host may answer is ignored", () => {
  expect(told({ dns: false }, namespaceOf("other", "kairen.com."))).toEqual([]);
  const odd: readonly SeenNamespace[] = [{}, { metadata: null }, { metadata: { labels: null, annotations: null } }];
  expect(told({}, ...odd, namespaceOf("other"), namespaceOf("other", 5))).toEqual([]);
});
