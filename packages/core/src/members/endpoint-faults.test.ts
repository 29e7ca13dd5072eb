import { tell } from "@fedstack/constructs/faults";
import * as pulumi from "@pulumi/pulumi";
import { endpointFaults } from "./endpoint-faults";
import type { MemberEndpoint } from "../clusters/reach";
import { issue, pemOf, serve } from "./servers.test-support";

const HERE = "IP:127.0.0.1";
const [known, other] = [issue("known"), issue("other")];
const right = issue("right", HERE, known);

const warned: string[] = [];
beforeEach(() => {
  warned.length = 0;
  jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never);
  jest.spyOn(pulumi.log, "warn").mockImplementation((text) => Promise.resolve(void warned.push(text)));
});
afterEach(() => jest.restoreAllMocks());

/** What is wrong with an address, where the member's own API server says that its authority is a given one. */
async function told(apiEndpoint: string, own?: string, options: Partial<MemberEndpoint> = {}): Promise<string[]> {
  const server = await serve(right, own === undefined ? {} : { data: { "ca.crt": own } });
  const cluster = { server, "certificate-authority-data": Buffer.from(pemOf(known)).toString("base64") };
  const kubeconfig = JSON.stringify({ clusters: [{ cluster }], users: [{ user: {} }] });
  const endpoint = { apiEndpoint, certificateAuthority: pemOf(known), ...options };
  return (await endpointFaults('join("b")', endpoint, kubeconfig)).map(tell);
}

test("a server whose certificate fits and is of a known authority has no faults", async () => {
  expect(await told(await serve(right))).toEqual([]);
  expect(await told(await serve(issue("own", HERE, other)), pemOf(other))).toEqual([]);
  expect(warned).toEqual([]);
});

test("a certificate for another address is a fault that names the member and the address", async () => {
  const url = await serve(issue("elsewhere", "IP:192.0.2.9,DNS:kubernetes", known));
  expect(await told(url)).toEqual([
    `join("b"): pods on the host would not trust "${url}": its certificate is only for ` +
      '"IP Address:192.0.2.9, DNS:kubernetes"; set apiEndpoint to a name or an address of the certificate',
  ]);
});

test("a certificate of another authority is a fault, if the cluster tells its own", async () => {
  const url = await serve(issue("stranger", HERE, other));
  expect(await told(url, pemOf(known))).toEqual([
    `join("b"): pods on the host would not trust "${url}": neither the cluster's own authority nor certificateAuthority ` +
      "has signed its certificate; set certificateAuthority to the PEM certificate of the authority that signed it",
  ]);
  expect(await told(url)).toEqual([]);
  expect(warned).toEqual([]);
});

test("what may be another server in the program's own network is a warning", async () => {
  const url = await serve(issue("unrelated", "DNS:router", other));
  expect(await told(url, pemOf(known))).toEqual([]);
  expect(warned).toEqual([expect.stringMatching(/^join\("b"\): from here, ".*" leads to a server .* "DNS:router" /)]);
});

test("what is not verified, is behind a proxy or has no engine is not asked", async () => {
  const url = await serve(issue("unasked", "IP:192.0.2.9", known));
  expect(await told(url, undefined, { insecureSkipTLSVerification: true })).toEqual([]);
  expect(await told(url, undefined, { proxyURL: "http://proxy.example.com" })).toEqual([]);
  jest.mocked(pulumi.runtime.getEngine).mockReturnValue(undefined);
  expect(await told(url)).toEqual([]);
});
