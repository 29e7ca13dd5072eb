import { tell } from "@fedstack/constructs/faults";
import { cluster, federate, flagsOf } from "../recorded.test-support";
import { record } from "../testing";
import { rangeFamilyFaults, serviceRangeFaults } from "./service-range";

const told = (range?: string): string[] => serviceRangeFaults("apiServer.serviceRange", range).map(({ path }) => path);

test.each([undefined, "10.96.0.0/12", "fd00:10:96::/112", "10.96.0.0/16,fd00:10:96::/108"])(
  "Services can have addresses of %p",
  (range) => expect(told(range)).toEqual([]),
);

test.each(["", "10.96.0.0", "10.96.0.0/8", "10.96.0.0/31", "fd00::/64", "10.0.0.300/16", "10.96.0.0/16,10.97.0.0/16"])(
  "the range %p is refused",
  (range) => expect(told(range)).toEqual(["apiServer.serviceRange"]),
);

test("the API server gives Services addresses of the range", async () => {
  const resources = await record(() =>
    federate(cluster("f-cluster", "f"), "kairen.com", {
      apiServer: { serviceRange: "fd00:10:96::/112" },
      ipFamily: "IPv6",
    }),
  );
  expect(flagsOf(resources, ":Deployment", "federation-karmada-apiserver")["service-cluster-ip-range"]).toBe(
    "fd00:10:96::/112",
  );
});

test("a range begins with the IP family of the host's pods, because the API server does not start otherwise", () => {
  expect(rangeFamilyFaults(undefined, "IPv6")).toEqual([]);
  expect(rangeFamilyFaults("10.96.0.0/12")).toEqual([]);
  expect(rangeFamilyFaults("fd00:10:96::/112,10.96.0.0/12", "IPv6")).toEqual([]);
  expect(rangeFamilyFaults("fd00:10:96::/112").map(tell)).toEqual([
    'apiServer.serviceRange: "fd00:10:96::/112" begins with another IP family than that of the host\'s pods, IPv4; ' +
      "put a range of that family first, or set ipFamily to the one of the pods",
  ]);
  expect(rangeFamilyFaults("10.96.0.0/12,fd00:10:96::/112", "IPv6")).toHaveLength(1);
});
