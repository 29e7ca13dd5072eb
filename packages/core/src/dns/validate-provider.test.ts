import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import { shapeFaults } from "../validation/shape";
import type { DnsProviderArgs } from "./provider-args";
import { providerFields } from "./validate-provider";

const told = (args: Partial<DnsProviderArgs>): string[] =>
  shapeFaults("dns.provider", { name: "aws", ...args }, providerFields(RELEASE)).map(tell);

test("a provider with flags, credentials and ports has no faults", () => {
  expect(
    told({
      extraArgs: { "aws-zone-type": "public", "zone-id-filter": ["Z1", "Z2"] },
      credentials: { env: { AWS_SECRET_ACCESS_KEY: "hidden" }, files: { "azure.json": "{}" } },
      ports: [443, 8443],
    }),
  ).toEqual([]);
});

test("only what external-dns can write to is a provider", () => {
  expect(told({ name: "route53" })).toEqual([
    expect.stringMatching(/^dns\.provider\.name: "route53" is not a provider of external-dns; use one of akamai, /),
  ]);
  expect(told({ name: "coredns" })).toEqual([
    'dns.provider.name: "coredns" is not a provider of external-dns; use dns.records',
  ]);
  for (const unowned of ["pihole", "aws-sd"]) expect(told({ name: unowned })).toHaveLength(1);
});

test.each(["txt-owner-id", "domain-filter", "regex-domain-filter", "kubeconfig", "policy", "no-events"])(
  "--%s is set by the library",
  (flag) => {
    expect(told({ extraArgs: { [flag]: "x" } })).toEqual([
      `dns.provider.extraArgs.${flag}: "--${flag}" is set by the library; leave it out`,
    ]);
  },
);

test("a flag without a value is given by its name, once, and turned off by its value", () => {
  expect(told({ extraArgs: { "aws-prefer-cname": "false", "aws-evaluate-target-health": ["true"] } })).toEqual([]);
  expect(told({ extraArgs: { "no-aws-prefer-cname": "true" } })).toEqual([
    'dns.provider.extraArgs.no-aws-prefer-cname: "no-aws-prefer-cname" is the negation of a flag; ' +
      'use { "aws-prefer-cname": "false" }',
  ]);
  expect(told({ extraArgs: { "aws-prefer-cname": ["true", "false"], "zone-id-filter": [] } })).toEqual([
    'dns.provider.extraArgs.aws-prefer-cname: "true" is in a list of several values; use "true" by itself',
    "dns.provider.extraArgs.zone-id-filter: [] is empty; add a value, or leave the flag out",
  ]);
  expect(told({ extraArgs: { zone_id_filter: "Z1" } })).toEqual([
    expect.stringContaining('is not the name of a flag, without dashes and value; use "zone-id-filter"'),
  ]);
});

test("a flag with a secret is refused without it, and names the variable to set", () => {
  expect(told({ name: "pdns", extraArgs: { "pdns-api-key": "hunter2" } })).toEqual([
    "dns.provider.extraArgs.pdns-api-key: its value is a secret, which anyone who may see pods could read; " +
      "set EXTERNAL_DNS_PDNS_API_KEY in dns.provider.credentials.env",
  ]);
  for (const flag of ["rfc2136-tsig-secret", "rfc2136-kerberos-password", "exoscale-apikey", "akamai-client-token"]) {
    expect(told({ extraArgs: { [flag]: "hunter2" } }).join()).not.toContain("hunter2");
    expect(told({ extraArgs: { [flag]: "hunter2" } })).toHaveLength(1);
  }
  expect(told({ extraArgs: { "rfc2136-tsig-secret-alg": "hmac-sha256" } })).toEqual([]);
});

test("variables and files have names that containers accept, and ports are ports", () => {
  const credentials = { env: { "A B": "hidden" }, files: { "../azure.json": "hidden" } };
  expect(told({ credentials, ports: [0] })).toEqual([
    'dns.provider.credentials.env["A B"]: "A B" is not the name of an environment variable; ' +
      'use one such as "AWS_SECRET_ACCESS_KEY"',
    'dns.provider.credentials.files["../azure.json"]: "../azure.json" is not the name of a file; ' +
      'use one such as "azure.json", without a folder',
    'dns.provider.ports[0]: "0" is out of range; use a whole number from 1 to 65535',
  ]);
});

test("a provider without any port is refused, because that would open them all", () => {
  expect(told({ ports: [] })).toEqual(["dns.provider.ports: [] is empty; add a port, or leave it out for 443"]);
});

test("options of the pod are checked like those of others", () => {
  const volumes = [{ mountPath: "/etc/dns-provider/x", source: { emptyDir: {} } }];
  expect(told({ pods: { volumes } })).toEqual([
    'dns.provider.pods.volumes[0].mountPath: "/etc/dns-provider/x" is set by the library; leave it out',
  ]);
});
