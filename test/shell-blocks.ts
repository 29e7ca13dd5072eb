/** The blocks of shell commands in Markdown. Those in a list are indented. */
export function shellBlocksIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^( *)```sh\n([^]*?)^ *```$/gm)].map(([, indent, block]) =>
    block!.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}
