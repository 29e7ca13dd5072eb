import { BOOLEAN, type Fields, NUMBER, STRING, wordOf } from "@fedstack/constructs/faults";
import { wholeNumber } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { input, shapeFaults, STRING_INPUT } from "../validation/shape";
import { accessFaults, type PolicyRule } from "./access";
import type { JoinOptions } from "./membership";

const STRINGS = input([STRING_INPUT]);
const RULE: Fields<PolicyRule> = {
  apiGroups: STRINGS,
  nonResourceURLs: STRINGS,
  resourceNames: STRINGS,
  resources: STRINGS,
  verbs: STRINGS,
};

const FIELDS: Fields<JoinOptions> = {
  access: wordOf(["everything", "workloads"], { namespaces: [STRING] }),
  secrets: BOOLEAN,
  accessRules: [RULE],
  allowHost: BOOLEAN,
  maintenance: wordOf(["cordon", "drain"]),
  timeoutSeconds: NUMBER,
};

/** Every fault of the options of a call that joins a cluster. */
export function joinOptionsFaults(path: string, options: JoinOptions): Fault[] {
  const faults = shapeFaults(path, options, FIELDS);
  if (faults.length > 0) return faults;
  return [
    ...accessFaults(path, options.access, options.secrets),
    ...wholeNumber(`${path}.timeoutSeconds`, options.timeoutSeconds, 1),
  ];
}
