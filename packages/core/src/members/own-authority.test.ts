import * as pulumi from "@pulumi/pulumi";
import { hostSite } from "../host/site.test-support";
import { known } from "../recorded.test-support";
import { record } from "../testing";
import type { KeptFiles } from "./kept-secret";
import { ownAuthority, toldAuthorities } from "./own-authority";
import { issue, pemOf, serve } from "./servers.test-support";

const server = issue("member", "IP:127.0.0.1");

async function kubeconfigOf(body: object): Promise<string> {
  const url = await serve(server, body);
  const authority = Buffer.from(pemOf(server)).toString("base64");
  const cluster = { server: url, "certificate-authority-data": authority };
  return JSON.stringify({ clusters: [{ cluster }], users: [{ user: {} }] });
}

test("a member tells the authority that its pods get, or nothing", async () => {
  expect(await ownAuthority(await kubeconfigOf({ data: { "ca.crt": "own" } }))).toBe("own");
  expect(await ownAuthority(await kubeconfigOf({ data: {} }))).toBeUndefined();
  expect(await ownAuthority(await kubeconfigOf({ data: { "ca.crt": 1 } }))).toBeUndefined();
  expect(await ownAuthority("{}")).toBeUndefined();
});

describe("the authorities of a member's server", () => {
  afterEach(() => jest.restoreAllMocks());

  async function told(body: object, files: KeptFiles, certificateAuthority?: string): Promise<string | undefined> {
    const kubeconfig = pulumi.output(await kubeconfigOf(body));
    let bundle: string | undefined;
    await record(async () => {
      jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
      const endpoint = pulumi.output({ apiEndpoint: "https://a", certificateAuthority });
      const site = hostSite({}, { kubeconfig });
      bundle = await known(toldAuthorities(site, endpoint, pulumi.output(files)));
    });
    return bundle;
  }

  test("are its own and that of the way there", async () => {
    expect(await told({ data: { "ca.crt": "own" } }, { caBundle: "kept" }, "named")).toBe("own\nnamed");
    expect(await told({ data: { "ca.crt": "own" } }, { caBundle: "kept" })).toBe("own");
  });

  test("stay as they were while it does not tell them", async () => {
    expect(await told({}, { caBundle: "own\nnamed" }, "named")).toBe("own\nnamed");
  });
});
