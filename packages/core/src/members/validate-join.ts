import { wholeNumber } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { type FieldsOf, shapeFaults } from "../validation/shape";
import { accessFaults, type PolicyRule } from "./access";
import type { JoinOptions } from "./membership";

const TEXTS = { input: { list: "text input" } } as const;
const RULE = {
  apiGroups: TEXTS,
  nonResourceURLs: TEXTS,
  resourceNames: TEXTS,
  resources: TEXTS,
  verbs: TEXTS,
} satisfies FieldsOf<PolicyRule>;

const FIELDS = {
  access: { oneOf: ["everything", "workloads"], fields: { namespaces: { list: "text" } } },
  secrets: "flag",
  accessRules: { list: { fields: RULE } },
  allowHost: "flag",
  maintenance: { oneOf: ["cordon", "drain"] },
  timeoutSeconds: "number",
} satisfies FieldsOf<JoinOptions>;

/** Every fault of the options of a call that joins a cluster. */
export function joinOptionsFaults(path: string, options: JoinOptions): Fault[] {
  const faults = shapeFaults(path, options, { fields: FIELDS });
  if (faults.length > 0) return faults;
  return [
    ...accessFaults(path, options.access, options.secrets),
    ...wholeNumber(`${path}.timeoutSeconds`, options.timeoutSeconds, 1),
  ];
}
