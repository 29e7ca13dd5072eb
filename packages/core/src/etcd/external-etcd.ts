import * as pulumi from "@pulumi/pulumi";
import type { EtcdNames } from "../karmada/component";
import type { KeyPair } from "../pki/signer";
import type { EtcdTlsArgs, ExternalEtcdArgs } from "./etcd-args";

/** How the control plane's API servers find an etcd that exists already, and under which keys they store. */
export function externalEtcd({ endpoints, prefix }: ExternalEtcdArgs): EtcdNames {
  return { name: "etcd", serviceHost: "", clientUrls: endpoints, prefix };
}

/** Layout of an etcd that exists already, as the namespace of its clients shows it. */
export function externalLayout({ endpoints, prefix }: ExternalEtcdArgs): string {
  return `external: ${endpoints.join(",")}, prefix: ${prefix}`;
}

/** Where a layout says that an etcd is which the library does not run. */
export function externalOf(
  layout: string,
): { readonly endpoints: readonly string[]; readonly prefix: string } | undefined {
  const [, endpoints, prefix] = /^external: (.*), prefix: (.*)$/.exec(layout) ?? [];
  return endpoints === undefined ? undefined : { endpoints: endpoints.split(","), prefix: prefix! };
}

/** The client certificate for it. */
export function clientPair({ certificate, key }: EtcdTlsArgs): KeyPair {
  return { certificate: pulumi.output(certificate), key: pulumi.secret(key) };
}
