/** Parts of a reference to a container image; empty if it has none. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const HOST = `(?:\\[[0-9a-fA-F:]+\\]|${LABEL}(?:\\.${LABEL})*)(?::[0-9]+)?`;
const PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const TAG = "\\w[\\w.-]{0,127}";
const DIGEST = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
const IMAGE = new RegExp(`^((?:${HOST}/)?${PART}(?:/${PART})*)(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const WHOLE_TAG = new RegExp(`^${TAG}$`);
const WHOLE_DIGEST = new RegExp(`^${DIGEST}$`);

/**
 * Parts of an image, or undefined if it is not one. The part before the first slash is a registry if it has a dot or a
 * port, or is `localhost`.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/regexp.go
 */
export function imageReference(image: string): ImageReference | undefined {
  const [, name, tag = "", digest = ""] = IMAGE.exec(image) ?? [];
  if (name === undefined) return undefined;
  const slash = name.indexOf("/");
  const first = name.slice(0, Math.max(0, slash));
  const registry = /[.:]/.test(first) || first === "localhost" ? first : "";
  return { registry, repository: registry ? name.slice(slash + 1) : name, tag, digest };
}

/** An image with a tag or a digest that replaces both. Any other value changes nothing. */
export function withTagOrDigest(reference: ImageReference, value: string): ImageReference {
  if (WHOLE_TAG.test(value)) return { ...reference, tag: value, digest: "" };
  return WHOLE_DIGEST.test(value) ? { ...reference, tag: "", digest: value } : reference;
}

/** The image as text. */
export function imageText({ registry, repository, tag, digest }: ImageReference): string {
  const name = registry ? `${registry}/${repository}` : repository;
  return `${name}${tag && `:${tag}`}${digest && `@${digest}`}`;
}
