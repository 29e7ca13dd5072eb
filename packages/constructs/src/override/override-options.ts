/** Changes to a command or its arguments. */
export interface CommandOverride {
  /** Words to append. */
  readonly add?: readonly string[] | undefined;
  /** Words to remove, wherever they occur. */
  readonly remove?: readonly string[] | undefined;
}

/** Changes inside a text that has fields. */
export interface TextChanges {
  /** Fields to add or replace, by JSON pointer, with any JSON as the value. */
  readonly set?: { readonly [pointer: string]: unknown } | undefined;
  /** Fields to remove, by JSON pointer. */
  readonly remove?: readonly string[] | undefined;
}

/** Changes inside a field with either YAML or JSON as text. Karmada rewrites the text, without comments. */
export interface TextOverride {
  /** Changes inside YAML. */
  readonly yaml?: TextChanges | undefined;
  /** Changes inside JSON. */
  readonly json?: TextChanges | undefined;
}

/** What is different on some members. */
export interface OverrideOptions {
  /**
   * Parts of the image to replace, such as `{ registry: "mirror.example.com" }`. A tag may be a digest, `sha256:…`.
   * Without `container`, this includes init containers. An image that is pinned by digest keeps the digest, unless the
   * tag is another one; Karmada does not keep a tag next to a digest. In a custom resource, this includes the containers
   * in its pod templates: those that Karmada knows, or `spec.template`. Becomes `imageOverrider`.
   */
  readonly image?:
    | {
        readonly registry?: string | undefined;
        readonly repository?: string | undefined;
        readonly tag?: string | undefined;
      }
    | undefined;
  /** Words of the command to append or remove. Becomes `commandOverrider`. */
  readonly command?: CommandOverride | undefined;
  /** Arguments to append or remove. Becomes `argsOverrider`. */
  readonly args?: CommandOverride | undefined;
  /** Environment variables to add or replace. Becomes `plaintext`. */
  readonly env?: { readonly [name: string]: string } | undefined;
  /**
   * Name of the container that `image`, `command`, `args` and `env` apply to.
   *
   * @default - every container
   */
  readonly container?: string | undefined;
  /** Labels of the object, not of its pods, to add or replace. Becomes `labelsOverrider`. */
  readonly labels?: { readonly [key: string]: string } | undefined;
  /** Annotations of the object, not of its pods, to add or replace. Becomes `annotationsOverrider`. */
  readonly annotations?: { readonly [key: string]: string } | undefined;
  /** Fields to set, by JSON pointer, such as `/spec/strategy/type`, with any JSON as the value. Becomes `plaintext`. */
  readonly set?: { readonly [pointer: string]: unknown } | undefined;
  /**
   * Changes inside fields with YAML or JSON as text, such as a ConfigMap's `/data/app.yaml`, by JSON pointer to the
   * text. Becomes `fieldOverrider`.
   */
  readonly text?: { readonly [pointer: string]: TextOverride } | undefined;
  /** Fields to remove, by JSON pointer. Becomes `plaintext` with `remove`. */
  readonly remove?: readonly string[] | undefined;
}
