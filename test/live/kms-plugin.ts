import { eventually, kubectl } from "./lab";

const IMAGE = "lab.local/kms:1";
const NAME = "kms";
const FOLDER = "/run/kms";
const USER = 65532;

/** What runs in a pod of the profile restricted, as the user of the API server, whose socket is only its own. */
const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  runAsUser: USER,
  seccompProfile: { type: "RuntimeDefault" },
};

/** Runs a KMS plugin in a namespace as soon as that is there. Its socket is in the volume claim `kms`. */
export async function runKmsPlugin(
  namespace: string,
  keep: (text: string) => { readonly file: string },
): Promise<void> {
  const namespaces = (): Promise<string> => kubectl("f", "get", "namespaces", "-o", "name");
  await eventually(`namespace ${namespace}`, 120, namespaces, (names) =>
    names.split("\n").includes(`namespace/${namespace}`),
  );
  const items = objects(namespace);
  await kubectl("f", "apply", "-f", keep(JSON.stringify({ apiVersion: "v1", kind: "List", items })).file);
}

function objects(namespace: string): object[] {
  const metadata = { name: NAME, namespace };
  const container = {
    name: NAME,
    image: IMAGE,
    args: [`${FOLDER}/kms.sock`],
    securityContext: RESTRICTED,
    volumeMounts: [{ name: NAME, mountPath: FOLDER }],
  };
  return [
    {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata,
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Mi" } } },
    },
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata,
      spec: {
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 1,
        containers: [container],
        volumes: [{ name: NAME, persistentVolumeClaim: { claimName: NAME } }],
      },
    },
  ];
}
