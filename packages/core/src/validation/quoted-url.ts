import { quoted } from "@fedstack/constructs/faults";

/** What was given for a URL or a host as it is in a message: without user, password, query and fragment. */
export function quotedUrl(value: string): string {
  return quoted(value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, "$1…@").replace(/[?#].*$/s, "?…"));
}
