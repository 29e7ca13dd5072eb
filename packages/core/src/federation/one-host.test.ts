import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../clusters/cluster";
import { observe } from "../clusters/observation";
import { federate } from "../recorded.test-support";
import { fakeKubeconfig, record } from "../testing";
import type { FederationArgs } from "./federation-args";

jest.mock("../clusters/observation");

const uidOf = (letter: string): string => `${letter.repeat(8)}-0000-4000-8000-000000000000`;
let uids: Record<string, string>;
beforeEach(() => {
  uids = { a: uidOf("a"), b: uidOf("a") };
  jest.mocked(observe).mockImplementation((kubeconfig) => {
    const [, server = ""] = /https:\/\/(\w)\./.exec(kubeconfig) ?? [];
    return Promise.resolve({ uid: uids[server]!, version: "v1.34.4" });
  });
});

/** How a program is refused whose two federations have hosts of two addresses. */
async function refusal(zones: readonly [string, string], args: FederationArgs = {}, later = false): Promise<string> {
  const hostOf = (letter: string): Cluster => {
    const kubeconfig = fakeKubeconfig(letter);
    return Cluster.fromKubeconfig(`${letter}-host`, later ? pulumi.output(kubeconfig) : kubeconfig);
  };
  return record(() => {
    federate(hostOf("a"), zones[0], { name: "one", ...args });
    federate(hostOf("b"), zones[1], { name: "two", ...args });
  }).then(
    () => "",
    (error: Error) => error.message,
  );
}

const SHARED = 'dnsZone: the federations "one" and "two" on host "b-host" share "kairen.com."';

test("two addresses of one cluster are one host, where a zone and a port have one federation", async () => {
  const port = { apiServer: { service: { nodePort: 32443 } } };
  const message = await refusal(["kairen.com", "kairen.com"], port);
  expect(message).toContain(SHARED);
  expect(message).toContain('"32443" is already apiServer.service.nodePort of federation "one" on this host');
}, 120_000);

test("so are two handles whose kubeconfigs are known later", async () => {
  expect(await refusal(["kairen.com", "kairen.com"], {}, true)).toContain(SHARED);
}, 120_000);

test("two clusters may have one zone each, and one cluster two zones", async () => {
  expect(await refusal(["kairen.com", "example.com"])).toBe("");
  uids["b"] = uidOf("b");
  expect(await refusal(["kairen.com", "kairen.com"])).toBe("");
}, 120_000);
