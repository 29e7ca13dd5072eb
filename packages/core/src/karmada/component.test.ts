import { type FlagContext, podHost } from "./component";

const at: FlagContext = {
  namespace: "system",
  clusterDomain: "cluster.local",
  etcd: { name: "etcd", serviceHost: "etcd.system", clientUrls: [] },
};

test("the address of a pod is in brackets in front of a port if it is an IPv6 address", () => {
  expect(podHost(at)).toBe("$(POD_IP)");
  expect(podHost({ ...at, ipFamily: "IPv4" })).toBe("$(POD_IP)");
  expect(podHost({ ...at, ipFamily: "IPv6" })).toBe("[$(POD_IP)]");
});
