import { RELEASE } from "../karmada";
import { shapeFaults } from "../validation/shape";
import { apiServer } from "./validate-api-server";

const pathsOf = (args: unknown): string[] => shapeFaults("apiServer", args, apiServer(RELEASE)).map(({ path }) => path);

test("an API server that can be reached and keeps its keys is accepted", () => {
  const service = {
    type: "LoadBalancer",
    loadBalancerClass: "nlb",
    advertiseAddress: "::1",
    moreAddresses: ["a.example.com"],
  };
  const encryption = { enabled: true, key: 100 };
  expect(pathsOf({ service, certificateNames: ["*.example.com"], encryption, replicas: 2 })).toEqual([]);
});

test("what nobody could reach or read is refused at once", () => {
  const service = { nodePort: 80, advertiseAddress: "*.example.com", moreAddresses: ["a:1"], advertisePort: 0 };
  const encryption = { key: 101, kms: { name: "Vault", socket: "/run/kms.sock" } };
  expect(pathsOf({ service, certificateNames: ["https://a"], encryption, serviceRange: "x" })).toEqual([
    "apiServer.service.advertiseAddress",
    "apiServer.service.moreAddresses[0]",
    "apiServer.service.advertisePort",
    "apiServer.service.nodePort",
    "apiServer.certificateNames[0]",
    "apiServer.serviceRange",
    "apiServer.encryption.key",
    "apiServer.encryption.kms.name",
    "apiServer.encryption.kms.socket",
  ]);
});
