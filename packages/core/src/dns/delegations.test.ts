import * as pulumi from "@pulumi/pulumi";
import { tell } from "@fedstack/constructs/faults";
import { delegationFaults } from "./delegations";

const told = (delegations: Parameters<typeof delegationFaults>[1]): string[] =>
  delegationFaults("kairen.com.", delegations).map(tell);

test("zones inside the zone can be delegated, to name servers that may be known only later", () => {
  expect(told({ "eu.kairen.com": ["192.0.2.1", "[2001:db8::1]:53"], "b.tw.kairen.com.": pulumi.output([]) })).toEqual(
    [],
  );
});

test.each([
  ["kairen.com.", '"kairen.com." is not inside "kairen.com."; use a zone such as "eu.kairen.com."'],
  ["eukairen.com", '"eukairen.com." is not inside "kairen.com."; use a zone such as "eu.kairen.com."'],
  [
    "svc.kairen.com",
    `"svc.kairen.com." has the names of the federation's own Services; use a zone such as "eu.kairen.com."`,
  ],
  ["a..b", '"a..b" has an empty label; use a zone such as "kairen.com."'],
])("%p cannot be delegated", (zone, problem) => {
  expect(told({ [zone]: ["192.0.2.1"] })).toEqual([`dns.delegations["${zone}"]: ${problem}`]);
});

test("a zone without a value has no name servers", () => {
  expect(told({ "eu.kairen.com": undefined } as never)).toEqual([
    'dns.delegations["eu.kairen.com"]: is empty; list at least one name server',
  ]);
});

test("a zone has name servers, by address, and is listed once", () => {
  expect(told({ "eu.kairen.com": [], "EU.kairen.com.": ["ns.example.com"] })).toEqual([
    'dns.delegations["eu.kairen.com"]: is empty; list at least one name server',
    'dns.delegations["EU.kairen.com."]: the zone is listed twice; list it once',
    'dns.delegations["EU.kairen.com."][0]: "ns.example.com" is not an IP address; use one such as 9.9.9.9 or [2620:fe::fe]:53',
  ]);
});
