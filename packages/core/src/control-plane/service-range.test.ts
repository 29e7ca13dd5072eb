import { cluster, federate, flagsOf } from "../recorded.test-support";
import { record } from "../testing";
import { serviceRangeFaults } from "./service-range";

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
    federate(cluster("f-cluster", "f"), "kairen.com", { apiServer: { serviceRange: "fd00:10:96::/112" } }),
  );
  expect(flagsOf(resources, ":Deployment", "federation-karmada-apiserver")["service-cluster-ip-range"]).toBe(
    "fd00:10:96::/112",
  );
});
