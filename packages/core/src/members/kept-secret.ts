import * as pulumi from "@pulumi/pulumi";
import { untilOpen } from "../federated-api/api-gate";
import type { SecretPlace } from "../host/secrets";
import type { Answer, Ask } from "../kubeconfig/ask";

/** What a Secret has, by its keys; undefined if a preview cannot see that. */
export type KeptFiles = { readonly [key: string]: string } | undefined;

/** A text that is known only after an `up`. */
export const LATER = pulumi.unknown as unknown as string;

const PAUSE_MILLISECONDS = 500;
const FOUND = 200;
const NOT_FOUND = 404;

/** Reads what an earlier `up` has left in a Secret: nothing, if it does not exist, and in unit tests. Secret. */
export function keptIn(
  { ask: asking, namespace, name }: SecretPlace,
  timeoutSeconds: number,
): pulumi.Output<KeptFiles> {
  if (!pulumi.runtime.getEngine()) return pulumi.output({});
  const question = { method: "GET", path: `/api/v1/namespaces/${namespace}/secrets/${name}` } as const;
  const read = async (ask: Ask): Promise<KeptFiles> => {
    if (pulumi.runtime.isDryRun()) return filesIn(await ask(question));
    let files: KeptFiles;
    await untilOpen(
      {
        lacking: (answer) => ((files = filesIn(answer)) ? undefined : answer.message),
        timeoutSeconds,
        pauseMilliseconds: PAUSE_MILLISECONDS,
        errorOf: (lack) => `the Secret ${namespace}/${name} cannot be read: ${lack}`,
      },
      () => ask(question),
    );
    return files;
  };
  return pulumi.secret(asking.apply(read));
}

function filesIn({ status, body }: Answer): KeptFiles {
  if (status === NOT_FOUND) return {};
  if (status !== FOUND) return undefined;
  const { data = {} } = body as { readonly data?: Readonly<Record<string, string>> };
  return Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text, "base64").toString()]));
}
