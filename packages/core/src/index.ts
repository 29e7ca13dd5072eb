export { Cluster } from "./members/cluster";
export type { ClusterKubeconfigOptions, ClusterOptions, ClusterProviderOptions } from "./members/cluster";
export type { ApiServerArgs, ApiServerServiceArgs } from "./control-plane/api-server";
export type { OidcIssuer, StaticToken } from "./control-plane/authentication";
export type { ComponentArgs } from "./host/component";
export { ControlPlane } from "./control-plane/control-plane";
export type { ControlPlaneArgs } from "./control-plane/control-plane";
export type { EtcdArgs, StorageArgs } from "./host/etcd";
export { Deployed } from "./deploy/deployed";
export type { DeployOptions } from "./deploy/deployed";
export { Dns } from "./dns/dns";
export type {
  DnsArgs,
  DnsPublisherArgs,
  DnsRecordsArgs,
  DnsServiceArgs,
  EtcdRecordsArgs,
  ExternalRecordsArgs,
  OperatorRecordsArgs,
} from "./dns/dns-args";
export { InvalidInputError } from "./validation/errors";
export type { Fault } from "./validation/errors";
export { Federation } from "./federation/federation";
export type { FederationArgs } from "./federation/federation-args";
export type { ImageOptions } from "./host/host";
export type { Manifests } from "./deploy/manifests";
export type { MemberAccess } from "./members/access";
export { Membership } from "./members/membership";
export type { JoinOptions } from "./members/membership";
export type { CertificateExpiry, CertificateLifetimes } from "./pki/certificate-authority";
export { IMAGES, KARMADA_VERSION, KUBERNETES_VERSION } from "./karmada/versions";
export type { ImageName } from "./karmada/versions";
