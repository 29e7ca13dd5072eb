import { valueOf } from "../kube/value-of";
import { addressAndPort, allAddresses, serviceNames } from "./addresses";

test("IPv6 addresses are in brackets before a port", () => {
  expect(addressAndPort("2001:db8::1", 5443)).toBe("[2001:db8::1]:5443");
  expect(addressAndPort("192.0.2.1", 53)).toBe("192.0.2.1:53");
  expect(addressAndPort("api.example.com", 443)).toBe("api.example.com:443");
});

test("each address is there once, those that are known first", async () => {
  expect(await valueOf(allAddresses(["192.0.2.1"], ["192.0.2.2", "192.0.2.1"]))).toEqual(["192.0.2.1", "192.0.2.2"]);
  expect(await valueOf(allAddresses(["192.0.2.1"]))).toEqual(["192.0.2.1"]);
});

test("the last name of a Service is the full one", () => {
  expect(serviceNames("etcd", "system", "cluster.local").at(-1)).toBe("etcd.system.svc.cluster.local");
});
