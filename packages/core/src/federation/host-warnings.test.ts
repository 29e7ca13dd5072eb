import type { FederationArgs } from "./federation-args";
import { hostWarnings, publishedBy } from "./host-warnings";

describe("the host's own address", () => {
  const eks = "ABC.gr7.eu-west-1.eks.amazonaws.com";
  const warnings = (address: string, args: FederationArgs = {}, version?: string): string[] =>
    hostWarnings({ name: "f", address, version }, publishedBy(args));

  test("of a managed control plane, or of this machine, is warned of where node ports would be published there", () => {
    expect(warnings(eks)).toEqual([expect.stringMatching(/federated API and the name servers.*managed control plane/)]);
    expect(warnings("127.0.0.1")).toEqual([expect.stringContaining("only this machine can reach")]);
    expect(warnings("10.0.0.1")).toEqual([]);
  });

  test("is known as GKE's by the version of Kubernetes, where it has no name", () => {
    expect(warnings("198.51.100.7", {}, "v1.35.1-gke.1396001")).toEqual([
      expect.stringContaining("managed control plane"),
    ]);
    expect(warnings("198.51.100.7", {}, "v1.35.1")).toEqual([]);
  });

  test("does not matter behind load balancers or another address", () => {
    const type = "LoadBalancer";
    expect(warnings(eks, { apiServer: { service: { type } }, dns: { service: { type } } })).toEqual([]);
    expect(warnings(eks, { apiServer: { service: { advertiseAddress: "192.0.2.1" } } })).toEqual([]);
  });
});
