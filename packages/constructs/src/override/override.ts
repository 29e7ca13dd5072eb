import { alternatives, fault, quoted, read, STRING, unexplained, within } from "../faults";
import type { Fault, Fields } from "../faults";
import type {
  ImageOverrider,
  LabelAnnotationOverrider,
  OverrideRule,
  Overriders,
  PlaintextOverrider,
} from "../api/karmada";
import { annotations, image, jsonPointer, labels } from "../validation/checks";
import { containerOverriders, containersIn } from "./container-overrides";
import type { CommandOverride, OverrideOptions, TextChanges, TextOverride } from "./override-options";
import { exists, isAround, parentOf } from "../json/json-pointer";
import { imageReference } from "../names/image-reference";
import { fieldOverriders, textFaults } from "./text-overrides";
import { groupKindOf, isOfKind } from "../kinds/identity";
import { isBuiltIn } from "../kinds/built-in";
import { podSpecPointer } from "../kinds/pod-specs";
import { membersOf } from "../members/member-groups";
import type { MemberSelection } from "../members/member-groups";
import type { Members } from "../members/members";
import { disjoint, mentionedIn } from "../members/selections";
import type { Manifest } from "../kinds/manifest";

const WORDS: Fields<CommandOverride> = { add: [STRING], remove: [STRING] };
const TEXT: Fields<TextChanges> = { set: "map", remove: [STRING] };
const TEXTS: Fields<TextOverride> = { yaml: TEXT, json: TEXT };
const IMAGE: Fields<NonNullable<OverrideOptions["image"]>> = {
  registry: STRING,
  repository: STRING,
  tag: STRING,
};
const OPTIONS: Fields<OverrideOptions> = {
  image: IMAGE,
  command: WORDS,
  args: WORDS,
  env: "map",
  container: STRING,
  labels: "map",
  annotations: "map",
  set: "map",
  text: { "*": TEXTS },
  remove: [STRING],
};

const IDENTITY = ["/apiVersion", "/kind", "/metadata/name", "/metadata/namespace"];

/**
 * What is different on some members. Immutable, so you can share it.
 *
 * Karmada applies images first, then commands, arguments, labels, annotations and fields. If several overrides change
 * the same field, the last one in the list wins.
 *
 * @example
 * Override.on(["f-b-cluster"], { image: { registry: "mirror.example.com" }, env: { REGION: "b" } });
 *
 * @see https://karmada.io/docs/userguide/scheduling/override-policy (`overrideRules`)
 */
export class Override {
  /** Creates an override for the members in the selection. */
  public static on(where: MemberSelection, changes: OverrideOptions): Override {
    const { given, faults } = read<OverrideOptions>(changes, OPTIONS);
    return new Override(membersOf(where, "Override.on"), given, faults);
  }

  private constructor(
    private readonly members: Members,
    private readonly changes: OverrideOptions,
    private readonly shapeFaults: readonly Fault[] = [],
  ) {}

  /** @internal Faults of the options themselves, no matter what they change. */
  public optionFaults(path: string): Fault[] {
    return this.shapeFaults.map((inner) => ({ ...inner, path: `${path}.${inner.path}` }));
  }

  /** @internal Whether it can change objects of this kind. */
  public concerns(object: { readonly apiVersion: string; readonly kind: string }): boolean {
    const { labels: l, annotations: a, set, text, remove } = this.changes;
    const mayRunPods = podSpecPointer(object) !== undefined || !isBuiltIn(groupKindOf(object));
    return Boolean(l ?? a ?? set ?? text ?? remove) || (this.changesContainers && mayRunPods);
  }

  private get changesContainers(): boolean {
    const { image: i, command, args, env } = this.changes;
    return Boolean(i ?? command ?? args ?? env);
  }

  /**
   * @internal The part of it that applies to one of several objects: changes to fields that the object has; undefined
   * if there are none.
   */
  public narrowedTo(object: Manifest): Override | undefined {
    const { image: i, command, args, env, container, labels: l, annotations: a, set, text, remove } = this.changes;
    const contained = containersIn(object).some(({ name }) => name === (container ?? name));
    const fields = set && Object.entries(set).filter(([pointer]) => exists(object, pointer));
    const texts = text && Object.entries(text).filter(([pointer]) => exists(object, pointer));
    const removed = remove?.filter((pointer) => exists(object, pointer));
    const narrowed = new Override(this.members, {
      ...(contained && { image: i, command, args, env, container }),
      labels: l,
      annotations: a,
      ...(fields?.length && { set: Object.fromEntries(fields) }),
      ...(texts?.length && { text: Object.fromEntries(texts) }),
      ...(removed?.length && { remove: removed }),
    });
    return narrowed.concerns(object) ? narrowed : undefined;
  }

  /** @internal Pointers to fields that it changes but that none of its objects has. */
  public unmet(objects: readonly Manifest[]): readonly string[] {
    const { set = {}, text = {}, remove = [] } = this.changes;
    return [...Object.keys(set), ...Object.keys(text), ...remove].filter(
      (pointer) => !objects.some((object) => exists(object, pointer)),
    );
  }

  /**
   * @internal A rule that removes the tag from images that are pinned by digest, before other rules change their parts,
   * because Karmada would drop the digest of an image with both. Undefined if there is no such image, or if its tag
   * changes.
   */
  public pin(object: Manifest): OverrideRule | undefined {
    const { image: i, container } = this.changes;
    if (!i || i.tag !== undefined) return undefined;
    const pinned = containersIn(object).flatMap(({ name, pointer, fields }): ImageOverrider[] => {
      const { tag, digest } = (typeof fields.image === "string" && imageReference(fields.image)) || {};
      return tag && digest && name === (container ?? name)
        ? [{ predicate: { path: `${pointer}/image` }, component: "Tag", operator: "replace", value: digest }]
        : [];
    });
    return pinned.length > 0 ? this.targeted({ imageOverrider: pinned }) : undefined;
  }

  /** @internal The override rule for one object. */
  public rule(object: Manifest): OverrideRule {
    const { labels: l, annotations: a, text } = this.changes;
    const { plaintext = [], ...containers } = containerOverriders(object, this.changes);
    const fields = [...plaintext, ...this.fields(object)];
    const overriders: Overriders = {
      ...containers,
      ...(l && { labelsOverrider: added(l) }),
      ...(a && { annotationsOverrider: added(a) }),
      ...(text && { fieldOverrider: fieldOverriders(object, text) }),
      ...(fields.length > 0 && { plaintext: fields }),
    };
    return this.targeted(overriders);
  }

  /**
   * @internal Lists that both this override and another one would write as a whole on what may be the same member: the
   * variables of a container that has none, and the words of a command that Karmada does not find by itself.
   */
  public clashes(other: Override, object: Manifest): string[] {
    if (disjoint(this.members, other.members)) return [];
    const lists = other.wholeLists(object);
    return this.wholeLists(object).filter((path) => lists.includes(path));
  }

  /** @internal */
  public get mentionedMembers(): readonly string[] {
    return mentionedIn(this.members);
  }

  /** @internal */
  public faults(path: string, object: Manifest): Fault[] {
    const { image: i, container, labels: l, annotations: a, set = {}, text = {}, remove = [] } = this.changes;
    const texts = Object.keys(text);
    const pointers = [...Object.keys(set), ...texts, ...remove];
    const names = containersIn(object).map(({ name }) => name);
    return unexplained(this.optionFaults(path), [
      ...within(path, this.members.faults),
      ...imageFaults(`${path}.image`, i),
      ...(container === undefined || names.length === 0 || names.includes(container)
        ? []
        : [
            fault(
              `${path}.container`,
              `${quoted(container)} is not a container of ${object.kind} ${quoted(object.metadata.name)}`,
              `use ${alternatives(names)}`,
            ),
          ]),
      ...(this.changesContainers && names.length === 0 && podSpecPointer(object) === undefined
        ? [
            fault(
              path,
              `${object.kind} ${quoted(object.metadata.name)} has no containers where they are looked for`,
              "use set with pointers to its fields",
            ),
          ]
        : []),
      ...labels(`${path}.labels`, l),
      ...annotations(`${path}.annotations`, a),
      ...pointers.flatMap((pointer) => [
        ...jsonPointer(`${path}.set or remove`, pointer),
        ...pointerFaults(path, pointer, object, pointer in set || pointer in text),
      ]),
      ...textFaults(`${path}.text`, object, text),
      ...overlaps(pointers).map(([one, other]) =>
        fault(path, `${quoted(one)} and ${quoted(other)} overlap`, "use one of them"),
      ),
    ]);
  }

  private targeted(overriders: Overriders): OverrideRule {
    const targetCluster = this.members.affinity;
    return { ...(targetCluster && { targetCluster }), overriders };
  }

  private wholeLists(object: Manifest): string[] {
    const { plaintext = [] } = containerOverriders(object, this.changes);
    return plaintext.filter(({ value }) => Array.isArray(value)).map(({ path }) => path);
  }

  private fields(object: Manifest): PlaintextOverrider[] {
    const { set = {}, remove = [] } = this.changes;
    return [
      ...Object.keys(set)
        .sort()
        .map((path) => ({ path, operator: exists(object, path) ? "replace" : "add", value: set[path] }) as const),
      ...[...remove].sort(lastIndexFirst).map((path) => ({ path, operator: "remove" }) as const),
    ];
  }
}

function added(value: { readonly [key: string]: string }): LabelAnnotationOverrider[] {
  return [{ operator: "add", value }];
}

function pointerFaults(path: string, pointer: string, object: Manifest, isSet: boolean): Fault[] {
  if (IDENTITY.some((field) => isAround(pointer, field))) {
    return [fault(path, `${quoted(pointer)} identifies the object`, "create another object for these members")];
  }
  if (isOfKind(object, "Secret") && /^\/(data|stringData)(\/|$)/.test(pointer) && isSet) {
    return [
      fault(path, `${quoted(pointer)} would be readable in the policy`, "create another Secret for these members"),
    ];
  }
  const needed = isSet ? parentOf(pointer) : pointer;
  return exists(object, needed)
    ? []
    : [
        fault(
          path,
          `${quoted(needed)} is not in ${object.kind} ${quoted(object.metadata.name)}`,
          "use a pointer to a field that it has",
        ),
      ];
}

function imageFaults(path: string, changes: OverrideOptions["image"]): Fault[] {
  if (changes === undefined) return [];
  const { registry = "registry", repository = "repository", tag = "tag" } = changes;
  const digest = /^@?[a-z0-9]+:[0-9a-f]{32,}$/.test(tag);
  const faults = image(path, `${registry}/${repository}${digest ? "" : `:${tag}`}`);
  return Object.keys(changes).length === 0
    ? [fault(path, "{} changes nothing", "set registry, repository or tag")]
    : faults;
}

function overlaps(pointers: readonly string[]): [string, string][] {
  return pointers.flatMap((one, i) =>
    pointers
      .slice(i + 1)
      .flatMap((other): [string, string][] => (isAround(one, other) || isAround(other, one) ? [[one, other]] : [])),
  );
}

function lastIndexFirst(a: string, b: string): number {
  return b.localeCompare(a, "en", { numeric: true });
}
