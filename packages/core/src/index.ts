export { Cluster } from "./cluster";
export type { ClusterKubeconfigOptions, ClusterOptions, ClusterProviderOptions } from "./cluster";
export type { ApiServerArgs, ApiServerServiceArgs } from "./control-plane/api-server";
export type { OidcIssuer, StaticToken } from "./control-plane/authentication";
export type { ComponentArgs } from "./control-plane/component";
export { ControlPlane } from "./control-plane/control-plane";
export type { ControlPlaneArgs } from "./control-plane/control-plane";
export type { EtcdArgs, StorageArgs } from "./control-plane/etcd";
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
export { InvalidInputError } from "./errors";
export type { Fault } from "./errors";
export { Federation } from "./federation";
export type { FederationArgs } from "./federation-args";
export type { ImageOptions } from "./kube/host";
export type { Manifests } from "./deploy/manifests";
export type { MemberAccess } from "./member-access";
export { Membership } from "./membership";
export type { JoinOptions } from "./membership";
export type { CertificateExpiry, CertificateLifetimes } from "./pki/certificate-authority";
export { IMAGES, KARMADA_VERSION, KUBERNETES_VERSION } from "./versions";
export type { ImageName } from "./versions";
