import { checked, type Fault, type Fields, quoted, required, STRING, wordOf } from "@fedstack/constructs/faults";
import type { AuditRuleArgs } from "./audit";

type Kinds = NonNullable<AuditRuleArgs["resources"]>[number];

const KINDS: Fields<Kinds> = { group: STRING, resources: [STRING], resourceNames: [STRING] };
const RULE: Fields<AuditRuleArgs> = {
  level: required(wordOf(["None", "Metadata", "Request", "RequestResponse"])),
  users: [STRING],
  userGroups: [STRING],
  verbs: [STRING],
  resources: [checked(KINDS, nameFaults)],
  namespaces: [STRING],
  nonResourceURLs: [checked(STRING, urlFaults)],
};
const EXCLUSIVE = ["nonResourceURLs", "resources", "namespaces"];

/** Rules with which the API server starts. */
export const AUDIT_RULES = checked([checked(RULE, exclusiveFaults, EXCLUSIVE)], emptyFaults);

function emptyFaults(path: string, rules: readonly AuditRuleArgs[]): Fault[] {
  return rules.length === 0 ? [{ path, problem: "is empty", remedy: 'use [{ level: "None" }] to log nothing' }] : [];
}

function nameFaults(path: string, { resources = [], resourceNames = [] }: Kinds): Fault[] {
  if (resourceNames.length === 0 || resources.length > 0) return [];
  return [{ path: `${path}.resources`, problem: "is missing beside resourceNames", remedy: "name the kinds" }];
}

function urlFaults(path: string, url: string): Fault[] {
  return /^(\*|\/.*)$/.test(url)
    ? []
    : [{ path, problem: `${quoted(url)} is not a path`, remedy: 'use one such as "/livez*"' }];
}

function exclusiveFaults(path: string, rule: AuditRuleArgs): Fault[] {
  const { nonResourceURLs = [], resources = [], namespaces = [] } = rule;
  return nonResourceURLs.length > 0 && resources.length + namespaces.length > 0
    ? [{ path, problem: "is for both resources and other paths", remedy: "use a rule for each" }]
    : [];
}
