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
import type { EtcdArgs, StorageArgs } from "../host/etcd";
import type { ImageArgs } from "../host/images";
import type { ImageName } from "../karmada/images";
import type { CertificateArgs } from "../pki/certificate-args";
import type { FieldsOf } from "../validation/shape";
import type { FederationArgs } from "./federation-args";

const QUANTITIES = { input: { map: "text input" } } as const;

const RESOURCES = {
  fields: {
    claims: "any",
    limits: QUANTITIES,
    requests: QUANTITIES,
  } satisfies FieldsOf<NonNullable<ComponentArgs["resources"]>>,
} as const;

const COMPONENT = {
  replicas: "number",
  resources: RESOURCES,
  logLevel: "number",
  extraArgs: { map: "text" },
} satisfies FieldsOf<ComponentArgs>;

const SERVICE = {
  type: { oneOf: ["NodePort", "LoadBalancer", "ClusterIP"] },
  nodePort: "number",
  loadBalancerClass: "text",
  annotations: { map: "text input" },
} satisfies FieldsOf<DnsServiceArgs>;

const ETCD = {
  replicas: "number",
  resources: RESOURCES,
  extraArgs: { map: "text" },
  storage: {
    oneOf: ["ephemeral"],
    fields: { size: "text", className: "text" } satisfies FieldsOf<StorageArgs>,
  },
} satisfies FieldsOf<EtcdArgs>;

const ISSUER = {
  issuerUrl: "text",
  audiences: { list: "text" },
  usernameClaim: "text",
  usernamePrefix: "text",
  groupsClaim: "text",
  groupsPrefix: "text",
  certificateAuthority: "text",
  requiredClaims: { map: "text" },
  claimRules: { list: { fields: { expression: "text", message: "text" } satisfies FieldsOf<ClaimRuleArgs> } },
} satisfies FieldsOf<OidcIssuerArgs>;

const AUDIT_RULE = {
  level: { oneOf: ["None", "Metadata", "Request", "RequestResponse"] },
  users: { list: "text" },
  userGroups: { list: "text" },
  verbs: { list: "text" },
  resources: {
    list: { fields: { group: "text", resources: { list: "text" }, resourceNames: { list: "text" } } },
  },
  namespaces: { list: "text" },
  nonResourceURLs: { list: "text" },
} satisfies FieldsOf<AuditRuleArgs>;

const API_SERVER = {
  ...COMPONENT,
  service: {
    fields: { ...SERVICE, advertiseAddress: "text", advertisePort: "number" } satisfies FieldsOf<ApiServerServiceArgs>,
  },
  certificateNames: { list: "text" },
  tokens: {
    list: {
      fields: { token: "text input", user: "text", groups: { list: "text" } } satisfies FieldsOf<StaticTokenArgs>,
    },
  },
  oidc: { list: { fields: ISSUER } },
  encryption: { fields: { enabled: "flag", key: "number" } satisfies FieldsOf<EncryptionArgs> },
  auditRules: { list: { fields: AUDIT_RULE } },
} satisfies FieldsOf<ApiServerArgs>;

const RECORDS = {
  operator: {
    kind: "text",
    replicas: "number",
    storage: ETCD.storage,
    operatorNamespace: "text",
  } satisfies FieldsOf<OperatorRecordsArgs>,
  etcd: { kind: "text", ...ETCD } satisfies FieldsOf<EtcdRecordsArgs>,
  external: {
    kind: "text",
    endpoints: { list: "text" },
    tls: {
      fields: { authority: "text input", certificate: "text input", key: "text input" } satisfies FieldsOf<
        NonNullable<ExternalRecordsArgs["tls"]>
      >,
    },
  } satisfies FieldsOf<ExternalRecordsArgs>,
};

const DNS = {
  records: { kinds: RECORDS },
  service: { fields: SERVICE },
  replicas: "number",
  resources: RESOURCES,
  upstreams: { list: "text" },
  ttlSeconds: "number",
  publisher: { fields: { intervalSeconds: "number", resources: RESOURCES } satisfies FieldsOf<DnsPublisherArgs> },
} satisfies FieldsOf<DnsArgs>;

const CERTIFICATES = {
  validityHours: "number",
  earlyRenewalHours: "number",
  authorityValidityHours: "number",
  authority: "number",
  rotation: { oneOf: ["trust", "sign"] },
} satisfies FieldsOf<CertificateArgs>;

const IMAGES = {
  registry: "text",
  overrides: {
    fields: {
      etcd: "text",
      apiServer: "text",
      kubeControllerManager: "text",
      aggregatedApiServer: "text",
      controllerManager: "text",
      scheduler: "text",
      webhook: "text",
      etcdOperator: "text",
      recordsEtcd: "text",
      coreDns: "text",
      externalDns: "text",
    } satisfies Record<ImageName, "text">,
  },
  pullSecrets: { list: "text" },
} satisfies FieldsOf<ImageArgs>;

/** What a federation's arguments are made of, for programs that no compiler has checked. */
export const FEDERATION_ARGS = {
  name: "text",
  namespaces: {
    fields: { system: "text", dns: "text" } satisfies FieldsOf<NonNullable<FederationArgs["namespaces"]>>,
  },
  evictFromLostMembers: "flag",
  leaving: { map: { oneOf: ["move", "delete"] } },
  dns: { fields: DNS },
  certificates: { fields: CERTIFICATES },
  images: { fields: IMAGES },
  clusterDomain: "text",
  timeoutSeconds: "number",
  definitionsDirectory: "text",
  etcd: { fields: ETCD },
  apiServer: { fields: API_SERVER },
  aggregatedApiServer: { fields: COMPONENT },
  kubeControllerManager: { fields: COMPONENT },
  controllerManager: { fields: COMPONENT },
  scheduler: { fields: COMPONENT },
  webhook: { fields: COMPONENT },
} satisfies FieldsOf<FederationArgs>;
