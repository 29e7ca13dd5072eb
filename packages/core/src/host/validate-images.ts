import { checked, type Fault, type Fields, quoted, type Reader, secret, STRING } from "@fedstack/constructs/faults";
import type { ImageName } from "../karmada/images";
import { matching, nameOf } from "../validation/checks";
import { input } from "../validation/shape";
import { type ImageArgs, PULL_SECRET } from "./images";
import { dockerConfigFaults } from "./pull-secret";

const REGISTRY = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?(\/[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*)*\/*$/;
const REFERENCE = /^(?!.*\/\/)[A-Za-z0-9][-A-Za-z0-9._:/]*(@sha256:[0-9a-f]{64})?$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

const FIELDS: Fields<ImageArgs> = {
  registry: matching(
    REGISTRY,
    "a registry",
    "use one such as registry.example.com/mirror, in lower case and without https://",
  ),
  digests: byImage(matching(DIGEST, "the digest of an image", "use sha256: and 64 hexadecimal digits")),
  overrides: byImage(
    matching(REFERENCE, "the reference of an image", "use one such as registry.example.com/etcd:3.6.6-0"),
  ),
  dockerConfig: secret(input(checked(STRING, (_, text) => dockerConfigFaults(text)))),
  pullSecrets: [nameOf("Secret")],
};

/** Where images come from. */
export const IMAGES = checked(FIELDS, ownSecretFaults, ["dockerConfig", "pullSecrets"]);

function ownSecretFaults(path: string, { dockerConfig, pullSecrets = [] }: ImageArgs): Fault[] {
  return pullSecrets.flatMap((name, index) =>
    name !== PULL_SECRET || dockerConfig === undefined
      ? []
      : [
          {
            path: `${path}.pullSecrets[${index}]`,
            problem: `${quoted(name)} is the Secret that the library makes of dockerConfig`,
            remedy: "leave it out, or use a Secret with another name",
          },
        ],
  );
}

function byImage(image: Reader): Fields<Record<ImageName, string>> {
  return {
    etcd: image,
    apiServer: image,
    kubeControllerManager: image,
    aggregatedApiServer: image,
    controllerManager: image,
    scheduler: image,
    webhook: image,
    schedulerEstimator: image,
    descheduler: image,
    metricsAdapter: image,
    agent: image,
    etcdOperator: image,
    recordsEtcd: image,
    coreDns: image,
    externalDns: image,
    restic: image,
  };
}
