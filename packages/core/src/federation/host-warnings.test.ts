import { hostWarnings } from "./host-warnings";

describe("the host's own address", () => {
  const eks = "ABC.gr7.eu-west-1.eks.amazonaws.com";
  test("of a managed control plane, or of this machine, is warned of where node ports would be published there", () => {
    expect(hostWarnings("f", eks, {})).toEqual([
      expect.stringMatching(/federated API and the name servers.*managed control plane/),
    ]);
    expect(hostWarnings("f", "127.0.0.1", {})).toEqual([expect.stringContaining("only this machine can reach")]);
    expect(hostWarnings("f", "10.0.0.1", {})).toEqual([]);
  });

  test("does not matter behind load balancers or another address", () => {
    const type = "LoadBalancer";
    expect(hostWarnings("f", eks, { apiServer: { service: { type } }, dns: { service: { type } } })).toEqual([]);
    expect(hostWarnings("f", eks, { apiServer: { service: { advertiseAddress: "192.0.2.1" } } })).toEqual([]);
  });
});
