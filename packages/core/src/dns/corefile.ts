/** One plugin of a server block: its arguments, and its own options in braces. */
export interface CorefilePlugin {
  readonly name: string;
  readonly args?: readonly string[] | undefined;
  readonly options?: readonly CorefilePlugin[] | undefined;
}

/** Names that one server answers, and how. */
export interface CorefileServer {
  /** Zones with their port, e.g. `kairen.com.:53`. */
  readonly zones: readonly string[];
  readonly plugins: readonly CorefilePlugin[];
}

/** What a Corefile needs no quotes for. Braces, quotes, `#` and line ends would be read as more than text. */
const BARE = /^[-A-Za-z0-9._:/@*^$()[\]+?|=,~]+$/;
/** What stands in quotes, where no escape is needed. */
const QUOTABLE = /^[-A-Za-z0-9._:/@*^$()[\]+?|=,~ ]+$/;

/**
 * Writes a Corefile.
 *
 * @throws RangeError if a word holds what a Corefile would read as more than text
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
