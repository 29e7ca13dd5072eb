import { faultsOf, kubeconfig, read, SECRET, selfSigned } from "./kubeconfig.test-support";

const { certificate } = selfSigned();
const clusterFaults = (cluster: string): string[] =>
  faultsOf(kubeconfig({ cluster })).map((fault) => fault.replace(/^kubeconfig: (cluster "c": )?/, ""));
const SERVER = 'server: "https://192.0.2.1:6443"';

test("a cluster keeps all that says how its server is reached and known", () => {
  const cluster = {
    server: "https://192.0.2.1:6443/prefix",
    "certificate-authority-data": certificate,
    "tls-server-name": "api.example.com",
    "proxy-url": "socks5://proxy.example.com:1080",
  };
  expect(read(kubeconfig({ cluster: JSON.stringify(cluster) })).context?.cluster).toEqual(cluster);
  expect(read(kubeconfig({ cluster: `{${SERVER}, insecure-skip-tls-verify: yes}` })).context?.cluster).toMatchObject({
    "insecure-skip-tls-verify": true,
  });
});

test.each([
  ["{}", "has no server"],
  ['{server: "http://192.0.2.1"}', 'server: "http://192.0.2.1" is not an https:// address'],
  ['{server: "192.0.2.1:6443"}', 'server: "192.0.2.1:6443" is not an https:// address'],
  ['{server: " https://192.0.2.1"}', 'server: " https://192.0.2.1" is not an https:// address'],
  ['{server: "https:192.0.2.1"}', 'server: "https:192.0.2.1" is not an https:// address'],
  ['{server: "https://192.0.2.1/?a=b"}', 'server: "https://192.0.2.1/?…" is not an https:// address'],
  [`{server: "https://root:${SECRET}@192.0.2.1"}`, 'server: "https://…@192.0.2.1" contains a user name or a password'],
  [`{${SERVER}, proxy-url: "ftp://root:${SECRET}@proxy"}`, 'proxy-url: "ftp://…@proxy" is not the URL of a proxy'],
  [`{${SERVER}, insecure-skip-tls-verify: "true"}`, "clusters[0].cluster.insecure-skip-tls-verify: is a string"],
  [
    `{${SERVER}, certificate-authority-data: "no base64"}`,
    "clusters[0].cluster.certificate-authority-data: is not base64",
  ],
  [`{${SERVER}, certificate-authority-data: AAAA}`, "certificate-authority-data: contains no PEM certificate"],
  [
    `{${SERVER}, certificate-authority-data: DATA+OMITTED}`,
    'certificate-authority-data: was removed by "kubectl config view"',
  ],
  [
    `{${SERVER}, certificate-authority-data: ${certificate}, insecure-skip-tls-verify: true}`,
    "has both a certificate authority and insecure-skip-tls-verify",
  ],
  [`{${SERVER}, certificate-authority: ca.crt}`, 'certificate-authority: points to the file "ca.crt"'],
])("the cluster %s is refused, without its secrets", (cluster, fault) => {
  expect(clusterFaults(cluster)).toEqual([fault]);
});

test("the authority of a cluster is warned of before the last of its certificates expires, and after that", () => {
  const data = [certificate, selfSigned("v3_ca", 90).certificate].map((one) => Buffer.from(one, "base64").toString());
  const bundle = Buffer.from(data.join("")).toString("base64");
  const inDays = (days: number): readonly string[] => {
    const now = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
    return read(kubeconfig({ cluster: `{${SERVER}, certificate-authority-data: ${bundle}}` }), { now }).warnings;
  };
  expect(inDays(50)).toEqual([]);
  const warning = (verb: string): object =>
    expect.stringMatching(new RegExp(`^kubeconfig: cluster "c": the certificate authority ${verb} on \\d{4}-`));
  expect(inDays(70)).toEqual([warning("expires")]);
  expect(inDays(91)).toEqual([warning("expired")]);
});
