import {
  BOOLEAN,
  checked,
  fault,
  type Fields,
  filled,
  quoted,
  required,
  STRING,
  wordOf,
} from "@fedstack/constructs/faults";
import { RESOURCES } from "../host/validate-component";
import { componentPod } from "../host/validate-pods";
import type { Release } from "../karmada/release";
import { distinctTexts, namespaceFaults, whole } from "../validation/checks";
import type { Fault } from "../validation/errors";
import { input, shapeFaults, STRING_INPUT } from "../validation/shape";
import { type PolicyRule, SYSTEM_NAMESPACE } from "../access/access";
import type { AgentArgs, JoinOptions } from "./join-options";

const STRINGS = input([STRING_INPUT]);
const RULE: Fields<PolicyRule> = {
  apiGroups: STRINGS,
  nonResourceURLs: STRINGS,
  resourceNames: STRINGS,
  resources: STRINGS,
  verbs: required(input(filled(STRING_INPUT)), 'use such as ["get", "list", "watch"]'),
};

const NAMESPACES = required(
  checked(distinctTexts(checked(STRING, memberNamespaceFaults)), emptyFaults),
  "list at least one",
);

/** Kubernetes' own limits. */
const [LEAST_SECONDS, MOST_SECONDS] = [600, 2 ** 32];

/** Every fault of the options of a call that joins a cluster. */
export function joinOptionsFaults(path: string, options: JoinOptions, release: Release): Fault[] {
  const fields = checked(fieldsOf(release), secretsFaults, ["access", "secrets"]);
  return shapeFaults(path, options, checked(fields, agentFaults, ["mode", "agent"]));
}

function fieldsOf(release: Release): Fields<JoinOptions> {
  const agent: Fields<AgentArgs> = { resources: RESOURCES, pods: componentPod(release) };
  return {
    mode: wordOf(["push", "pull"]),
    agent,
    access: wordOf(["everything", "workloads"], { namespaces: NAMESPACES }),
    secrets: BOOLEAN,
    accessRules: [checked(RULE, ruleFaults)],
    tokenExpirationSeconds: whole(LEAST_SECONDS, MOST_SECONDS),
    allowHost: BOOLEAN,
    maintenance: wordOf(["cordon", "drain"]),
    timeoutSeconds: whole(1),
  };
}

/** What Kubernetes would refuse as a rule of a role. */
function ruleFaults(path: string, { apiGroups, nonResourceURLs, resourceNames, resources }: PolicyRule): Fault[] {
  if (!isFilled(nonResourceURLs)) {
    if (isFilled(apiGroups) && isFilled(resources)) return [];
    return [fault(path, "names no resources", 'set apiGroups, such as ["example.com"], and resources')];
  }
  if (![apiGroups, resourceNames, resources].some(isFilled)) return [];
  return [fault(path, "has both nonResourceURLs and resources", "use one rule for each")];
}

function isFilled(list: unknown): boolean {
  return list !== undefined && !(Array.isArray(list) && list.length === 0);
}

function memberNamespaceFaults(path: string, namespace: string): Fault[] {
  if (!SYSTEM_NAMESPACE.test(namespace)) return namespaceFaults(path, namespace);
  return [{ path, problem: `${quoted(namespace)} is a system namespace`, remedy: "use a namespace of your own" }];
}

function emptyFaults(path: string, namespaces: readonly string[]): Fault[] {
  return namespaces.length === 0 ? [{ path, problem: "names no namespace", remedy: "list at least one" }] : [];
}

function agentFaults(path: string, { mode, agent }: JoinOptions): Fault[] {
  if (mode === "pull" || agent === undefined) return [];
  const problem = "has no effect, because only a member in pull mode has an agent";
  return [{ path: `${path}.agent`, problem, remedy: 'set mode to "pull", or leave it out' }];
}

function secretsFaults(path: string, { access = "everything", secrets }: JoinOptions): Fault[] {
  if (access !== "everything" || secrets === undefined) return [];
  return [
    {
      path: `${path}.secrets`,
      problem: `${quoted(secrets)} has no effect, because access "everything" includes Secrets`,
      remedy: 'set access to "workloads" or { namespaces }, or leave secrets out',
    },
  ];
}
