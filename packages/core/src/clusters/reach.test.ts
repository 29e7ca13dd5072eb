import { memberEndpoint, memberFaults, type EndpointOptions, type Reach } from "./reach";

const REACH: Reach = { kubeconfig: "{}", server: "https://192.0.2.1:6443", authority: "PEM", insecure: false };
const faultsOf = (reach: Partial<Reach>, options: EndpointOptions = {}): string[] =>
  memberFaults("join", { ...REACH, ...reach }, options).map(({ problem }) => problem);
const elsewhere = { apiEndpoint: "https://api.example.com" };

test("a member is reached as its kubeconfig says, by the authority that the kubeconfig names", () => {
  expect(faultsOf({})).toEqual([]);
  expect(memberEndpoint(REACH, {})).toEqual({ apiEndpoint: "https://192.0.2.1:6443", certificateAuthority: "PEM" });
});

test.each([
  "https://127.0.0.1:6443",
  "https://127.8.9.1",
  "https://127.1",
  "https://localhost:6443",
  "https://LOCALHOST.",
  "https://kind.localhost",
  "https://0.0.0.0:6443",
  "https://[::1]:6443",
  "https://[::]:6443",
  "https://[::ffff:127.0.0.1]",
  "https://2130706433",
])("%s is refused for a member, unless there is an apiEndpoint", (server) => {
  expect(faultsOf({ server })).toEqual([expect.stringContaining("is a loopback address")]);
  expect(faultsOf({ server }, elsewhere)).toEqual([]);
  expect(faultsOf({}, { apiEndpoint: server })).toEqual([expect.stringContaining("is a loopback address")]);
});

test.each(["https://10.0.0.1", "https://localhost.example.com", "https://128.0.0.1", "https://[fd00::1]:6443"])(
  "%s is not a loopback address",
  (server) => {
    expect(faultsOf({ server })).toEqual([]);
  },
);

test("a member whose server is not verified needs an option, which Karmada gets", () => {
  const insecure = { insecure: true, authority: undefined };
  expect(faultsOf(insecure)).toEqual([expect.stringContaining("insecure-skip-tls-verify")]);
  const options = { insecureSkipTLSVerification: true };
  expect(faultsOf(insecure, options)).toEqual([]);
  expect(memberEndpoint({ ...REACH, ...insecure }, options)).toEqual({
    apiEndpoint: "https://192.0.2.1:6443",
    insecureSkipTLSVerification: true,
  });
});

test("Karmada gets a member's proxy where the way is the kubeconfig's, and never its password", () => {
  const proxied = { ...REACH, proxy: "http://proxy.example.com:3128" };
  expect(faultsOf(proxied)).toEqual([]);
  expect(memberEndpoint(proxied, {})).toMatchObject({ proxyURL: "http://proxy.example.com:3128" });
  expect(memberEndpoint(proxied, elsewhere)).not.toHaveProperty("proxyURL");
  expect(memberEndpoint(proxied, { ...elsewhere, proxyURL: "socks5://p" })).toMatchObject({ proxyURL: "socks5://p" });
  const [fault] = faultsOf({ proxy: "http://me:hidden@proxy.example.com" });
  expect(fault).toMatch(/has a password/);
  expect(fault).not.toContain("hidden");
  expect(faultsOf({ proxy: "http://localhost:3128" })).toEqual([expect.stringContaining("is a loopback address")]);
});

test("what Karmada cannot express is refused with the reason, unless there is an apiEndpoint", () => {
  expect(faultsOf({ serverName: "kubernetes" })).toEqual([expect.stringContaining("tls-server-name")]);
  expect(faultsOf({ serverName: "kubernetes" }, elsewhere)).toEqual([]);
  const server = "https://rancher.example.com/k8s/clusters/c-m-abcdefgh";
  expect(faultsOf({ server })).toEqual([expect.stringContaining("Rancher's proxy")]);
  expect(faultsOf({ server }, elsewhere)).toEqual([]);
});

test("a server that the machine's own authorities vouch for needs one that Karmada can be given", () => {
  expect(faultsOf({ authority: undefined })).toEqual([expect.stringContaining("no certificate authority")]);
  expect(faultsOf({ authority: undefined }, { certificateAuthority: "OWN" })).toEqual([]);
  expect(memberEndpoint(REACH, { certificateAuthority: "OWN" }).certificateAuthority).toBe("OWN");
});
