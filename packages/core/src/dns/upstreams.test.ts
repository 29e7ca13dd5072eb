import { tell } from "@fedstack/constructs/faults";
import { domainFaults, upstreamFaults } from "./upstreams";

const faultsOf = (upstream: string): string[] => upstreamFaults("dns.upstreams[0]", upstream).map(tell);

test.each(["9.9.9.9", "9.9.9.9:53", "9.9.9.9:65535", "2620:fe::fe", "[2620:fe::fe]", "[2620:fe::fe]:53", "10.0.0.1"])(
  "%s can be asked",
  (upstream) => {
    expect(faultsOf(upstream)).toEqual([]);
  },
);

test.each(["dns.example.com", "", "9.9.9", "[9.9.9.9]:53", "https://9.9.9.9", "9.9.9.9:", "9.9.9.9:1234567"])(
  "%j is not an address",
  (upstream) => {
    expect(faultsOf(upstream)).toEqual([
      `dns.upstreams[0]: "${upstream}" is not an IP address; use one such as 9.9.9.9 or [2620:fe::fe]:53`,
    ]);
  },
);

test.each(["9.9.9.9:0", "9.9.9.9:65536", "[2620:fe::fe]:99999"])("%s has a port that does not exist", (upstream) => {
  expect(faultsOf(upstream)).toEqual([
    `dns.upstreams[0]: "${upstream}" has a port that does not exist; use a port from 1 to 65535`,
  ]);
});

test.each([
  "127.0.0.1",
  "127.0.0.53:53",
  "::1",
  "[::1]:53",
  "0.0.0.0",
  "169.254.20.10",
  "fe80::1",
  "febf::1",
  "fe80::1%eth0",
])("%s leads each pod to itself, or to its own node", (upstream) => {
  expect(faultsOf(upstream)).toEqual([
    `dns.upstreams[0]: "${upstream}" is an address that pods on the host cannot reach; name a server that is on the network`,
  ]);
});

test("a zone and the host's own domain must not contain each other", () => {
  const overlaps = (zone: string, domain: string): boolean => domainFaults(zone, domain).length > 0;
  expect(overlaps("cluster.local.", "cluster.local")).toBe(true);
  expect(overlaps("fed.cluster.local.", "Cluster.Local")).toBe(true);
  expect(overlaps("local.", "cluster.local")).toBe(true);
  expect(overlaps("example.com.", "cluster.local")).toBe(false);
  expect(overlaps("mycluster.local.", "cluster.local")).toBe(false);
  expect(domainFaults("local.", "cluster.local").map(tell)).toEqual([
    'dnsZone: "local." overlaps with "cluster.local", the domain of the host\'s cluster DNS; use a zone outside of it',
  ]);
});
