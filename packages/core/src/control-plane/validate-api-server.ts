import {
  BOOLEAN,
  checked,
  type Fault,
  type Fields,
  NUMBER,
  type Reader,
  required,
  STRING,
} from "@fedstack/constructs/faults";
import { componentFields, withFiles } from "../host/validate-component";
import type { Release } from "../karmada/release";
import { isHost } from "../kube/hosts";
import { PORT, whole } from "../validation/checks";
import { quotedUrl } from "../validation/quoted-url";
import { exposed, SERVICE } from "../validation/services";
import type { ApiServerArgs, ApiServerServiceArgs } from "./api-server";
import type { EncryptionArgs } from "./encryption";
import { type KmsArgs, kmsFaults } from "./kms";
import { serviceRangeFaults } from "./service-range";
import { AUDIT_RULES } from "./validate-audit";
import { ISSUERS, TOKENS } from "./validate-authentication";

/** Keys are never removed, so that their number is limited to what an API server reads quickly. */
const MOST_KEYS = 100;

const API_SERVICE: Fields<ApiServerServiceArgs> = {
  ...SERVICE,
  advertiseAddress: hostReader("write the host by itself; its port goes into advertisePort"),
  moreAddresses: [hostReader("write the host by itself; its port is that of the others")],
  advertisePort: PORT,
};
const KMS: Fields<KmsArgs> = {
  name: required(STRING, 'use one such as "vault"'),
  socket: required(STRING, 'use the path of its socket, such as "/run/kms/vault.sock"'),
  timeoutSeconds: NUMBER,
  encrypts: BOOLEAN,
};
const ENCRYPTION: Fields<EncryptionArgs> = { enabled: BOOLEAN, key: whole(1, MOST_KEYS), kms: KMS };

/** What the arguments of the API server are made of. */
export function apiServer(release: Release): Reader {
  const fields: Fields<ApiServerArgs> = {
    ...componentFields(release, release.components.apiServer),
    service: exposed(API_SERVICE),
    certificateNames: [hostReader("leave out the scheme and the port", "wildcard")],
    serviceRange: checked(STRING, serviceRangeFaults),
    tokens: TOKENS,
    oidc: ISSUERS,
    encryption: ENCRYPTION,
    auditRules: AUDIT_RULES,
  };
  return checked(withFiles(fields), (_, args) => kmsFaults(args as ApiServerArgs), [
    "encryption.kms",
    "encryption.enabled",
    "pods.volumes",
  ]);
}

/** Text that is an address or a DNS name. */
export function hostReader(remedy: string, wildcard?: "wildcard") {
  return checked<string>(STRING, (path, value): Fault[] =>
    isHost(value, wildcard)
      ? []
      : [{ path, problem: `${quotedUrl(value)} is neither an IP address nor a DNS name`, remedy }],
  );
}
