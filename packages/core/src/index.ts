export { Cluster } from "./clusters/cluster";
export type {
  ClusterFromKubeconfigOptions,
  ClusterFromProviderOptions,
  ClusterOptions,
} from "./clusters/cluster-options";
export type {
  BackupArgs,
  BackupBucketArgs,
  BackupClaimArgs,
  BackupKeepArgs,
  Backups,
  BackupVolumeArgs,
} from "./backup/backup-args";
export type { ApiServerArgs, ApiServerServiceArgs } from "./control-plane/api-server";
export type { AuditRuleArgs } from "./control-plane/audit";
export type { EncryptionArgs } from "./control-plane/encryption";
export type { KmsArgs } from "./control-plane/kms";
export type { ClaimRuleArgs, OidcIssuerArgs, StaticTokenArgs } from "./control-plane/authentication-args";
export type { ComponentArgs } from "./host/component";
export type { ControlPlane } from "./control-plane/control-plane";
export type { ControlPlaneArgs } from "./control-plane/control-plane-args";
export type { AddOnsArgs } from "./control-plane/add-on-args";
export type { PersonOptions } from "./control-plane/people";
export type { ControlPlaneEtcdArgs, EtcdArgs, EtcdTlsArgs, ExternalEtcdArgs, StorageArgs } from "./etcd/etcd-args";
export type { Deployed } from "./deploy/deployed";
export type { DeployOptions } from "./deploy/deployed";
export type { Dns } from "./dns/dns";
export type {
  DnsArgs,
  DnsPublisherArgs,
  DnsRecordsArgs,
  DnsServiceArgs,
  EtcdRecordsArgs,
  ExternalRecordsArgs,
  OperatorRecordsArgs,
} from "./dns/dns-args";
export type { DnsCredentialsArgs, DnsProviderArgs, ProviderDnsArgs } from "./dns/provider-args";
export { InvalidInputError } from "./validation/errors";
export type { Fault } from "./validation/errors";
export { Federation } from "./federation/federation";
export type { ExistingDnsOptions } from "./federation/existing-dns";
export type { ExistingFederation, ExistingFederationArgs } from "./federation/existing-federation";
export type { DisruptionBudget } from "./departures/disruption-budget";
export type { FederationArgs } from "./federation/federation-args";
export type { MetricsArgs } from "./host/metrics";
export type { ComponentPodArgs, PodArgs, PodVolumeArgs } from "./host/pod-args";
export type { ImageArgs } from "./host/images";
export type { Manifests } from "./deploy/manifests";
export type { MemberAccess } from "./access/access";
export type { Membership } from "./members/membership";
export type { AgentArgs, JoinOptions } from "./members/join-options";
export type { CertificateArgs, IssuerArgs } from "./pki/certificate-args";
export type { CertificateExpiry } from "./pki/signer";
export type { MemberFilter, Wave } from "./waves/planned-waves";
export { IMAGES, KARMADA_VERSION, KUBERNETES_VERSION } from "./karmada/versions";
export type { IpFamily } from "./karmada/component";
export type { ContainerImage, ImageName } from "./karmada/images";
