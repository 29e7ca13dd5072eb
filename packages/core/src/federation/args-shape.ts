import { BOOLEAN, type Fields, NUMBER, ofKinds, required, secret, STRING, wordOf } from "@fedstack/constructs/faults";
import type { ApiServerArgs, ApiServerServiceArgs } from "../control-plane/api-server";
import type { AuditRuleArgs } from "../control-plane/audit";
import type { ClaimRuleArgs, OidcIssuerArgs, StaticTokenArgs } from "../control-plane/authentication-args";
import type { EncryptionArgs } from "../control-plane/encryption";
import type {
  DnsArgs,
  DnsPublisherArgs,
  DnsServiceArgs,
  EtcdRecordsArgs,
  ExternalRecordsArgs,
  OperatorRecordsArgs,
} from "../dns/dns-args";
import type { ComponentArgs } from "../host/component";
import type { EtcdArgs, StorageArgs } from "../host/etcd-args";
import type { ImageArgs } from "../host/images";
import { COMPONENT_POD, POD } from "../host/validate-pods";
import type { ImageName } from "../karmada/images";
import type { CertificateArgs, IssuerArgs } from "../pki/certificate-args";
import { input, STRING_INPUT } from "../validation/shape";
import type { FederationArgs } from "./federation-args";

const QUANTITIES = input({ "*": STRING_INPUT });

const RESOURCES: Fields<NonNullable<ComponentArgs["resources"]>> = {
  claims: "anything",
  limits: QUANTITIES,
  requests: QUANTITIES,
};

const COMPONENT: Fields<ComponentArgs> = {
  replicas: NUMBER,
  resources: RESOURCES,
  logLevel: NUMBER,
  pods: COMPONENT_POD,
  extraArgs: { "*": STRING },
};

const SERVICE: Fields<DnsServiceArgs> = {
  type: wordOf(["NodePort", "LoadBalancer", "ClusterIP"]),
  nodePort: NUMBER,
  loadBalancerClass: STRING,
  ipFamilyPolicy: wordOf(["SingleStack", "PreferDualStack", "RequireDualStack"]),
  annotations: { "*": STRING_INPUT },
};
const API_SERVICE: Fields<ApiServerServiceArgs> = { ...SERVICE, advertiseAddress: STRING, advertisePort: NUMBER };

const STORAGE: Fields<StorageArgs> = { size: STRING, className: STRING };
const ETCD: Fields<EtcdArgs> = {
  replicas: NUMBER,
  resources: RESOURCES,
  pods: COMPONENT_POD,
  extraArgs: { "*": STRING },
  storage: wordOf(["ephemeral"], STORAGE),
};

const TOKEN: Fields<StaticTokenArgs> = {
  token: required(secret(STRING_INPUT), "set the token"),
  user: required(STRING, "name the token's user"),
  groups: [STRING],
};
const CLAIM_RULE: Fields<ClaimRuleArgs> = {
  expression: required(STRING, 'use one such as "claims.email_verified == true"'),
  message: STRING,
};
const ISSUER: Fields<OidcIssuerArgs> = {
  issuerUrl: required(STRING, 'use one such as "https://id.example.com"'),
  audiences: required([STRING], "name the client that tokens are issued for"),
  usernameClaim: STRING,
  usernamePrefix: STRING,
  groupsClaim: STRING,
  groupsPrefix: STRING,
  certificateAuthority: STRING,
  requiredClaims: { "*": STRING },
  claimRules: [CLAIM_RULE],
};

const AUDIT_RULE: Fields<AuditRuleArgs> = {
  level: wordOf(["None", "Metadata", "Request", "RequestResponse"]),
  users: [STRING],
  userGroups: [STRING],
  verbs: [STRING],
  resources: [{ group: STRING, resources: [STRING], resourceNames: [STRING] }],
  namespaces: [STRING],
  nonResourceURLs: [STRING],
};

const ENCRYPTION: Fields<EncryptionArgs> = { enabled: BOOLEAN, key: NUMBER };
const API_SERVER: Fields<ApiServerArgs> = {
  ...COMPONENT,
  service: API_SERVICE,
  certificateNames: [STRING],
  serviceRange: STRING,
  tokens: [TOKEN],
  oidc: [ISSUER],
  encryption: ENCRYPTION,
  auditRules: [AUDIT_RULE],
};

const OPERATOR_RECORDS: Fields<OperatorRecordsArgs> = {
  kind: STRING,
  replicas: NUMBER,
  storage: ETCD.storage,
  operatorNamespace: STRING,
};
const ETCD_RECORDS: Fields<EtcdRecordsArgs> = { kind: STRING, ...ETCD };
const ETCD_TLS: Fields<NonNullable<ExternalRecordsArgs["tls"]>> = {
  authority: STRING_INPUT,
  certificate: STRING_INPUT,
  key: secret(STRING_INPUT),
};
const EXTERNAL_RECORDS: Fields<ExternalRecordsArgs> = { kind: STRING, endpoints: [STRING], tls: ETCD_TLS };

const PUBLISHER: Fields<DnsPublisherArgs> = { intervalSeconds: NUMBER, resources: RESOURCES };
const DNS: Fields<DnsArgs> = {
  records: ofKinds({ operator: OPERATOR_RECORDS, etcd: ETCD_RECORDS, external: EXTERNAL_RECORDS }),
  service: SERVICE,
  replicas: NUMBER,
  resources: RESOURCES,
  upstreams: [STRING],
  delegations: { "*": input([STRING]) },
  ttlSeconds: NUMBER,
  publisher: PUBLISHER,
};

const ISSUED_BY: Fields<IssuerArgs> = {
  certificate: required(STRING_INPUT, "set its certificate in PEM"),
  key: required(secret(STRING_INPUT), "set its private key in PEM"),
};
const CERTIFICATES: Fields<CertificateArgs> = {
  validityHours: NUMBER,
  earlyRenewalHours: NUMBER,
  authorityValidityHours: NUMBER,
  authority: NUMBER,
  issuer: ISSUED_BY,
  rotation: wordOf(["trust", "sign"]),
};

const BY_IMAGE: Fields<Record<ImageName, string>> = {
  etcd: STRING,
  apiServer: STRING,
  kubeControllerManager: STRING,
  aggregatedApiServer: STRING,
  controllerManager: STRING,
  scheduler: STRING,
  webhook: STRING,
  etcdOperator: STRING,
  recordsEtcd: STRING,
  coreDns: STRING,
  externalDns: STRING,
};
const IMAGES: Fields<ImageArgs> = {
  registry: STRING,
  digests: BY_IMAGE,
  overrides: BY_IMAGE,
  dockerConfig: secret(STRING_INPUT),
  pullSecrets: [STRING],
};

const NAMESPACES: Fields<NonNullable<FederationArgs["namespaces"]>> = { system: STRING, dns: STRING };

/** What a federation's arguments are made of, for programs that no compiler has checked. */
export const FEDERATION_ARGS: Fields<FederationArgs> = {
  name: STRING,
  namespaces: NAMESPACES,
  highlyAvailable: BOOLEAN,
  evictFromLostMembers: BOOLEAN,
  leaving: { "*": wordOf(["move", "delete"]) },
  dns: DNS,
  certificates: CERTIFICATES,
  images: IMAGES,
  priorityClassName: STRING,
  pods: POD,
  clusterDomain: STRING,
  timeoutSeconds: NUMBER,
  definitionsDirectory: STRING,
  etcd: ETCD,
  apiServer: API_SERVER,
  aggregatedApiServer: COMPONENT,
  kubeControllerManager: COMPONENT,
  controllerManager: COMPONENT,
  scheduler: COMPONENT,
  webhook: COMPONENT,
};
