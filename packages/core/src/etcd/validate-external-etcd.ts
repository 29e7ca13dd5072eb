import {
  checked,
  type Fault,
  type Fields,
  filled,
  type Reader,
  required,
  secret,
  STRING,
} from "@fedstack/constructs/faults";
import { dayOf, ownValidity, trustValidity, type Validity } from "../pki/expiry";
import { quotedUrl } from "../validation/quoted-url";
import { input } from "../validation/shape";
import type { EtcdTlsArgs, ExternalEtcdArgs } from "./etcd-args";

const PEM = pem(() => undefined);
/** Keys of objects that other API servers keep. */
const TAKEN = /^\/registry(\/|$)/;
const MEMBER = /^https?:\/\/(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?):[0-9]{1,5}$/;
const PREFIX = /^(\/[A-Za-z0-9][-A-Za-z0-9._]{0,62}){1,8}$/;

/** A client certificate. */
export const ETCD_TLS: Fields<EtcdTlsArgs> = {
  authority: required(pem(trustValidity), "use PEM text"),
  certificate: required(pem(ownValidity), "use PEM text"),
  key: required(secret(PEM), "use PEM text"),
};

/** URLs of the members of an etcd. */
export const ETCD_URLS = filled(checked(STRING, urlFaults));

/** An etcd that exists already, reached by TLS. */
export const EXTERNAL_ETCD: Fields<ExternalEtcdArgs> = {
  endpoints: required(checked(ETCD_URLS, plainFaults), 'use such as ["https://etcd.example.com:2379"]'),
  tls: required(secret(ETCD_TLS), "set its authority, certificate and key"),
  prefix: required(
    checked(STRING, prefixFaults),
    'use one such as "/fedstack/prod" that no other federation has in this etcd',
  ),
};

/** Text in PEM that has not expired, as far as its validity can be read. */
function pem(validityIn: (text: string) => Validity | undefined): Reader {
  return input(
    checked<string>(STRING, (path, text): Fault[] => {
      if (text === "") return [{ path, problem: "is missing", remedy: "use PEM text" }];
      const expires = validityIn(text)?.expires;
      return expires && expires <= new Date()
        ? [{ path, problem: `expired on ${dayOf(expires)}`, remedy: "use one that is valid" }]
        : [];
    }),
  );
}

function urlFaults(path: string, endpoint: string): Fault[] {
  if (MEMBER.test(endpoint) && URL.canParse(endpoint)) return [];
  const problem = `${quotedUrl(endpoint)} is not the URL of an etcd member`;
  return [{ path, problem, remedy: "use one such as https://etcd.example.com:2379, without a path" }];
}

function plainFaults(path: string, endpoints: readonly string[]): Fault[] {
  const index = endpoints.findIndex((endpoint) => endpoint.startsWith("http:"));
  if (index < 0) return [];
  const problem = `${quotedUrl(endpoints[index]!)} is not encrypted, and the control plane stores credentials there`;
  return [{ path: `${path}[${index}]`, problem, remedy: "use https" }];
}

function prefixFaults(path: string, prefix: string): Fault[] {
  if (TAKEN.test(prefix)) {
    const problem = `${quotedUrl(prefix)} is where other API servers keep their objects`;
    return [{ path, problem, remedy: 'use one such as "/fedstack/prod"' }];
  }
  if (PREFIX.test(prefix)) return [];
  const problem = `${quotedUrl(prefix)} is not the start of keys`;
  return [{ path, problem, remedy: 'use one such as "/fedstack/prod"' }];
}
