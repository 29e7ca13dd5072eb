import {
  at,
  checked,
  type Fields,
  mapOf,
  quoted,
  readAs,
  type Reader,
  required,
  secret,
  STRING,
} from "@fedstack/constructs/faults";
import { annotationKey } from "@fedstack/constructs/kinds";
import { flagFaults } from "../host/flags";
import { componentPod } from "../host/validate-pods";
import type { Release } from "../karmada/release";
import { PORT } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { STRING_INPUT } from "../validation/shape";
import { API_FOLDER, OWNED_FLAGS } from "./external-dns";
import type { DnsCredentialsArgs, DnsProviderArgs } from "./provider-args";
import { CREDENTIALS_FOLDER } from "./provider-publisher";

/**
 * Providers of external-dns 0.21 that keep what is written to them, and who owns it. Pi-hole has no TXT records, and AWS
 * Cloud Map needs a namespace for every namespace of Services.
 */
const PROVIDERS: readonly string[] = [
  "akamai",
  "alibabacloud",
  "aws",
  "azure",
  "azure-dns",
  "azure-private-dns",
  "civo",
  "cloudflare",
  "dnsimple",
  "exoscale",
  "gandi",
  "godaddy",
  "google",
  "linode",
  "ns1",
  "oci",
  "ovh",
  "pdns",
  "plural",
  "rfc2136",
  "scaleway",
  "transip",
  "webhook",
];

/** Flags whose value must not be in the definition of a pod. */
const SECRET_FLAG = /-(client-token|client-secret|access-token|api-?key|api-?secret|tsig-secret|password|aes-key)$/;
const NEGATED = /^no-/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const FILE = /^[-._A-Za-z0-9]{1,253}$/;

const FLAG_VALUE: Reader = (path, value, reading) =>
  readAs(Array.isArray(value) ? checked([STRING], listFaults) : STRING, path, value, reading);
const CREDENTIALS: Fields<DnsCredentialsArgs> = {
  env: secretsBy(VARIABLE, "the name of an environment variable", 'use one such as "AWS_SECRET_ACCESS_KEY"'),
  files: secretsBy(FILE, "the name of a file", 'use one such as "azure.json", without a folder'),
};

/** What the arguments of a provider of DNS are made of. */
export function providerFields(release: Release): Fields<DnsProviderArgs> {
  return {
    name: required(checked(STRING, nameFaults), 'use one such as "aws"'),
    extraArgs: checked(mapOf(secretFaults, FLAG_VALUE), extraFlagFaults),
    credentials: secret(CREDENTIALS),
    serviceAccountAnnotations: mapOf(annotationKey, STRING_INPUT),
    ports: checked([PORT], portFaults),
    pods: componentPod(release, [API_FOLDER, CREDENTIALS_FOLDER]),
  };
}

function nameFaults(path: string, name: string): Fault[] {
  if (PROVIDERS.includes(name)) return [];
  const problem = `${quoted(name)} is not a provider of external-dns`;
  const remedy = name === "coredns" ? "use dns.records" : `use one of ${PROVIDERS.join(", ")}`;
  return [{ path, problem, remedy }];
}

/** External-dns ends where it finds a flag that it does not know, or one without a value twice. */
function extraFlagFaults(path: string, flags: object): Fault[] {
  const faults = flagFaults(path, OWNED_FLAGS, flags);
  const negated = Object.entries(flags).filter(([flag]) => NEGATED.test(flag) && !OWNED_FLAGS.includes(flag));
  return [
    ...faults,
    ...negated.map(([flag, value]) => ({
      path: at(path, flag),
      problem: `${quoted(flag)} is the negation of a flag`,
      remedy: `use { ${JSON.stringify(flag.replace(NEGATED, ""))}: "${value === "false" ? "true" : "false"}" }`,
    })),
  ];
}

function listFaults(path: string, values: readonly string[]): Fault[] {
  if (values.length === 0) return [{ path, problem: "[] is empty", remedy: "add a value, or leave the flag out" }];
  const bare = values.find((value) => value === "true" || value === "false");
  if (bare === undefined || values.length === 1) return [];
  return [{ path, problem: `${quoted(bare)} is in a list of several values`, remedy: `use ${quoted(bare)} by itself` }];
}

/** An empty list would open every port. */
function portFaults(path: string, ports: readonly number[]): Fault[] {
  return ports.length > 0 ? [] : [{ path, problem: "[] is empty", remedy: "add a port, or leave it out for 443" }];
}

function secretFaults(path: string, flag: string): Fault[] {
  if (!SECRET_FLAG.test(flag)) return [];
  const variable = `EXTERNAL_DNS_${flag.replaceAll("-", "_").toUpperCase()}`;
  return [
    {
      path,
      problem: "its value is a secret, which anyone who may see pods could read",
      remedy: `set ${variable} in dns.provider.credentials.env`,
    },
  ];
}

/** Values that faults do not show, under keys of a pattern. */
function secretsBy(valid: RegExp, what: string, remedy: string): Reader {
  return mapOf(
    (path, key) => (valid.test(key) ? [] : [{ path, problem: `${quoted(key)} is not ${what}`, remedy }]),
    secret(STRING_INPUT),
  );
}
