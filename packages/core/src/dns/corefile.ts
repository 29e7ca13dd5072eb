/** A plugin of a server block: its arguments, and its options in braces. */
export interface CorefilePlugin {
  readonly name: string;
  readonly args?: readonly string[] | undefined;
  readonly options?: readonly CorefilePlugin[] | undefined;
}

/** A server block: the zones that it answers, and how. */
export interface CorefileServer {
  /** Zones with their port, such as `kairen.com.:53`. */
  readonly zones: readonly string[];
  readonly plugins: readonly CorefilePlugin[];
}

/** Text that needs no quotes in a Corefile. Braces, quotes, `#` and line ends have a meaning. */
const BARE = /^[-A-Za-z0-9._:/@*^$()[\]+?|=,~]+$/;
/** Text that can be in quotes without escaping. */
const QUOTABLE = /^[-A-Za-z0-9._:/@*^$()[\]+?|=,~ ]+$/;

/**
 * Writes a Corefile.
 *
 * @throws RangeError if a word contains characters that cannot be quoted
 * @see https://coredns.io/manual/toc/#configuration
 */
export function writeCorefile(servers: readonly CorefileServer[]): string {
  return servers
    .map(({ zones, plugins }) => `${zones.map(word).join(" ")} {\n${plugins.map((p) => write(p, 1)).join("")}}\n`)
    .join("");
}

function write({ name, args = [], options }: CorefilePlugin, depth: number): string {
  const indent = "    ".repeat(depth);
  const line = indent + [name, ...args].map(word).join(" ");
  if (!options) return `${line}\n`;
  return `${line} {\n${options.map((option) => write(option, depth + 1)).join("")}${indent}}\n`;
}

function word(text: string): string {
  if (BARE.test(text)) return text;
  if (QUOTABLE.test(text)) return `"${text}"`;
  throw new RangeError(`${JSON.stringify(text)} cannot be written to a Corefile`);
}
