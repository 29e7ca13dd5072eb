import { isRecord } from "@fedstack/constructs/faults";
import { isOfKind, type Manifest, podSpecPath } from "@fedstack/constructs/kinds";
import { BASELINE_CAPABILITIES, CREDENTIAL_TYPES } from "./access-policy";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- of an object that nobody has checked
type Fields = { readonly [field: string]: any };

/** What a member refuses in an object unless its access is `"everything"`, as in {@link accessPolicy}. */
export function refusedField(manifest: Manifest): string | undefined {
  const object: Fields = manifest;
  if (isOfKind(manifest, "Secret") && CREDENTIAL_TYPES.includes(object.type)) return `type ${object.type}`;
  if (isOfKind(manifest, "Service") && object.spec?.externalIPs?.length > 0) return "spec.externalIPs";
  const path = podSpecPath(manifest);
  const pod = path?.reduce<Fields | undefined>((at, field: string) => at?.[field], object);
  const field = isRecord(pod) ? refusedPodField(pod) : undefined;
  return field && `${path!.join(".")}.${field}`;
}

function refusedPodField(pod: Fields): string | undefined {
  const ofNode = ["hostNetwork", "hostPID", "hostIPC"].find((field) => pod[field] === true);
  if (ofNode) return ofNode;
  if (isHostProcess(pod)) return "securityContext.windowsOptions.hostProcess";
  const volume = entriesOf(pod.volumes).find(([, { hostPath }]) => isRecord(hostPath));
  if (volume) return `volumes[${volume[0]}].hostPath`;
  for (const list of ["containers", "initContainers", "ephemeralContainers"]) {
    for (const [index, container] of entriesOf(pod[list])) {
      const field = refusedContainerField(container);
      if (field) return `${list}[${index}].${field}`;
    }
  }
  return undefined;
}

function refusedContainerField(container: Fields): string | undefined {
  const { privileged, procMount, capabilities } = container.securityContext ?? {};
  if (privileged === true) return "securityContext.privileged";
  if (isHostProcess(container)) return "securityContext.windowsOptions.hostProcess";
  if ((procMount ?? "Default") !== "Default") return "securityContext.procMount";
  const added = listed(capabilities?.add).find((one) => !BASELINE_CAPABILITIES.includes(one));
  if (added !== undefined) return `securityContext.capabilities.add: ${added}`;
  const port = entriesOf(container.ports).find(([, { hostPort }]) => (hostPort ?? 0) !== 0);
  return port && `ports[${port[0]}].hostPort`;
}

function isHostProcess(holder: Fields): boolean {
  return holder.securityContext?.windowsOptions?.hostProcess === true;
}

function entriesOf(list: unknown): [number, Fields][] {
  return [...listed(list).entries()].filter((entry): entry is [number, Fields] => isRecord(entry[1]));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- of an object that nobody has checked
function listed(list: unknown): readonly any[] {
  return Array.isArray(list) ? list : [];
}
