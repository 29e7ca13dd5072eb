import type { CommandArgsOverrider, ImageOverrider, Overriders, PlaintextOverrider } from "../api/karmada";
import { valueAt } from "../json/json-pointer";
import { hasDetectedContainers, podSpecPointers } from "../kinds/pod-specs";
import type { CommandOverride, OverrideOptions } from "./override-options";

interface Container {
  readonly name: string;
  readonly pointer: string;
  readonly init: boolean;
  readonly fields: { readonly [field: string]: unknown };
}

interface Workload {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The containers of a workload, init containers last. */
export function containersIn(object: Workload): Container[] {
  return podSpecPointers(object).flatMap((pods) =>
    ["containers", "initContainers"].flatMap((list) => {
      const containers = valueAt(object, `${pods}/${list}`);
      return (Array.isArray(containers) ? containers : []).map((fields, i) => ({
        name: typeof fields?.name === "string" ? fields.name : "",
        pointer: `${pods}/${list}/${i}`,
        init: list === "initContainers",
        fields,
      }));
    }),
  );
}

/**
 * The overriders for Karmada. It does not find init containers, or any container of a CronJob or of a custom
 * resource, so these have pointers.
 */
export function containerOverriders(object: Workload, changes: OverrideOptions): Overriders {
  const containers = containersIn(object).filter(({ name }) => name === (changes.container ?? name));
  const main = containers.filter(({ init }) => !init || changes.container !== undefined);
  const detected = hasDetectedContainers(object);
  const words = (field: "command" | "args"): CommandArgsOverrider[] =>
    detected ? main.filter(({ init }) => !init).flatMap(({ name }) => wordOverriders(name, changes[field])) : [];
  const pointed = main.filter(({ init }) => init || !detected);
  const plaintext = [
    ...pointed.flatMap((container) => wordFields(container, "command", changes.command)),
    ...pointed.flatMap((container) => wordFields(container, "args", changes.args)),
    ...main.flatMap((container) => envFields(container, changes.env)),
  ];
  const all = detected && changes.container === undefined;
  const images = imageOverriders(changes.image, [
    ...(all && containers.length > 0 ? [undefined] : []),
    ...containers.filter(({ init }) => init || !all).map(({ pointer }) => `${pointer}/image`),
  ]);
  return {
    ...(images.length > 0 && { imageOverrider: images }),
    ...(words("command").length > 0 && { commandOverrider: words("command") }),
    ...(words("args").length > 0 && { argsOverrider: words("args") }),
    ...(plaintext.length > 0 && { plaintext }),
  };
}

function imageOverriders(changes: OverrideOptions["image"], paths: readonly (string | undefined)[]): ImageOverrider[] {
  const components = [
    ["Registry", changes?.registry],
    ["Repository", changes?.repository],
    ["Tag", changes?.tag?.replace(/^@/, "")],
  ] as const;
  return paths.flatMap((path) =>
    components.flatMap(([component, value]) =>
      value === undefined
        ? []
        : [{ ...(path && { predicate: { path } }), component, operator: "replace" as const, value }],
    ),
  );
}

function wordOverriders(containerName: string, changes: CommandOverride = {}): CommandArgsOverrider[] {
  return (["remove", "add"] as const).flatMap((operator) => {
    const value = changes[operator];
    return value?.length ? [{ containerName, operator, value }] : [];
  });
}

function wordFields(
  { pointer, fields }: Container,
  field: "command" | "args",
  changes?: CommandOverride,
): PlaintextOverrider[] {
  if (changes === undefined) return [];
  const before = fields[field];
  const kept = (Array.isArray(before) ? before : []).filter((word) => !changes.remove?.includes(word));
  const operator = before === undefined ? "add" : "replace";
  return [{ path: `${pointer}/${field}`, operator, value: [...kept, ...(changes.add ?? [])] }];
}

function envFields({ pointer, fields }: Container, env: OverrideOptions["env"] = {}): PlaintextOverrider[] {
  const variables = Object.keys(env)
    .sort()
    .map((name) => ({ name, value: env[name] }));
  if (variables.length === 0) return [];
  const before = fields.env;
  if (!Array.isArray(before)) return [{ path: `${pointer}/env`, operator: "add", value: variables }];
  return variables.map((variable) => {
    const index = before.findIndex(({ name }) => name === variable.name);
    return index < 0
      ? { path: `${pointer}/env/-`, operator: "add", value: variable }
      : { path: `${pointer}/env/${index}`, operator: "replace", value: variable };
  });
}
