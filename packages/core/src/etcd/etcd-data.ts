import * as pulumi from "@pulumi/pulumi";
import { asking } from "../kubeconfig/ask";
import { signIn } from "../kubeconfig/sign-in";

/** Where an etcd runs. */
export interface EtcdPlace {
  readonly kubeconfig: string;
  readonly namespace: string;
  /** The etcd's arguments, as errors name them. */
  readonly path: string;
}

const REMEDY = 'let the host\'s kubeconfig delete pods and persistentvolumeclaims there, and run "pulumi up" again';

/** Deletes the volumes of members, which etcd does not know. A volume goes once no pod uses it. */
export async function deleteVolumes(place: EtcdPlace, members: readonly string[]): Promise<void> {
  await deleteAll(
    place,
    members.map((member) => `persistentvolumeclaims/data-${member}`),
  );
}

/** Has members start again without any data, as pods that their StatefulSet makes with new volumes. */
export async function startEmpty(place: EtcdPlace, members: readonly string[]): Promise<void> {
  await deleteVolumes(place, members);
  await deleteAll(
    place,
    members.map((member) => `pods/${member}`),
  );
}

async function deleteAll({ kubeconfig, namespace, path }: EtcdPlace, objects: readonly string[]): Promise<void> {
  const ask = asking(await signIn(kubeconfig));
  for (const object of objects) {
    const { status, message } = await ask({ method: "DELETE", path: `/api/v1/namespaces/${namespace}/${object}` });
    if (![200, 202, 404].includes(status)) {
      throw new pulumi.RunError(`${path}: cannot delete ${object} in ${namespace}: ${message}; ${REMEDY}`);
    }
  }
}
