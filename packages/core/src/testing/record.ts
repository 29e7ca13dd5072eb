import { BOOLEAN, type Fields, type Kind, required, STRING } from "@fedstack/constructs/faults";
import { type Member, planManifests } from "@fedstack/constructs/plan";
import * as pulumi from "@pulumi/pulumi";
import { simulateMembers } from "../clusters/simulated-members";
import { refuse, refusing } from "../validation/errors";
import { shapeFaults } from "../validation/shape";
import { OutputFaults } from "./faults";
import { observeRegistrations, type RecordedResource } from "./registrations";
import { withoutUnknownSecrets } from "./secrets";
import { simulatedOutputs } from "./simulated-outputs";

/** How to run a program with recorded resources. */
export interface RecordOptions {
  /**
   * Whether to run like a preview: outputs that a cluster would add are unknown.
   *
   * @default false
   */
  readonly preview?: boolean | undefined;
  /**
   * Configuration of the program. Keys do not have the project's name.
   *
   * @default - none
   */
  readonly config?: { readonly [key: string]: string } | undefined;
  /**
   * Members of the Karmada that the program finds with `Federation.existing`.
   *
   * @default - none
   */
  readonly members?: readonly Member[] | undefined;
  /**
   * Additional outputs of single resources.
   *
   * @default - none
   */
  readonly outputs?:
    ((resource: Pick<RecordedResource, "type" | "name">) => Record<string, unknown> | undefined) | undefined;
}

const PROJECT = "project";
const FUNCTION: Kind = { what: "a function", is: (value) => typeof value === "function" };
const OPTIONS: Fields<RecordOptions> = {
  preview: BOOLEAN,
  config: { "*": STRING },
  members: "anything",
  outputs: FUNCTION,
};

/**
 * Runs a program without Pulumi's engine or clusters, and returns the resources that it registers, sorted by type and
 * name.
 *
 * @throws InvalidInputError if there is no program, or an option is wrong; otherwise the first of what the program, a callback of its Outputs, or {@link RecordOptions.outputs} throws
 */
export async function record(program: () => unknown, options: RecordOptions = {}): Promise<RecordedResource[]> {
  refuse([...shapeFaults("record()", program, required(FUNCTION)), ...shapeFaults("record()", options, OPTIONS)]);
  const resources: RecordedResource[] = [];
  const faults: unknown[] = [];
  const report = (fault: unknown): void => void faults.push(fault);
  const { preview = false, members = [], outputs } = options;
  refusing("record()", () => planManifests([], members));
  const further: RecordOptions["outputs"] = (resource) => {
    try {
      return outputs?.(resource);
    } catch (fault) {
      report(fault);
      return undefined;
    }
  };
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const given = withoutUnknownSecrets(inputs as Record<string, unknown>);
        const simulated = preview ? {} : simulatedOutputs(type, name, given);
        const stashed = type === "pulumi:index:Stash" ? { output: given["input"] || name } : {};
        return { id: `${name}-id`, state: { ...given, ...stashed, ...simulated, ...further({ type, name }) } };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    PROJECT,
    "stack",
    preview,
  );
  const config = Object.entries(options.config ?? {}).map(([key, value]) => [`${PROJECT}:${key}`, value]);
  simulateMembers(members);
  pulumi.runtime.setAllConfig(Object.fromEntries(config));
  observeRegistrations((resource) => resources.push(resource));
  await new OutputFaults(report).collect(() =>
    pulumi.runtime.runInPulumiStack(async () => {
      try {
        await program();
      } catch (fault) {
        report(fault);
      }
    }),
  );
  if (faults.length > 0) throw faults[0];
  return resources.sort((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
