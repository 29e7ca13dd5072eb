import { type ParsedNode, parseAllDocuments, type Document as YamlDocument } from "yaml";
import { isRecord } from "@fedstack/constructs/faults";

/** What is wrong with a kubeconfig or a part of it, and what to write instead. Never shows what is in it. */
export interface Complaint {
  readonly problem: string;
  readonly remedy?: string | undefined;
}

/** The object that a kubeconfig is, or why it is none. */
export type DocumentReading =
  | { readonly document: Readonly<Record<string, unknown>>; readonly complaint?: undefined }
  | { readonly document?: undefined; readonly complaint: Complaint };

/** What the YAML parser's codes mean. Its messages quote the text, which holds keys. */
const SYNTAX_FAULTS: { readonly [code: string]: string } = {
  BAD_ALIAS: "an alias is wrong",
  BAD_INDENT: "the indentation is wrong",
  DUPLICATE_KEY: "a key appears twice",
  MISSING_CHAR: "a quote, bracket or colon is missing",
  TAB_AS_INDENT: "a tab indents a line",
  TAG_RESOLVE_FAILED: "a tag is unknown",
};

/** Reads a kubeconfig as text or as the object that it is. Damaged text is refused as a whole. */
export function readDocument(source: unknown): DocumentReading {
  if (source === undefined || source === null) {
    return complaint(
      `is ${String(source)}`,
      "pass the text or the object of a kubeconfig, or an Output that resolves to one",
    );
  }
  if (ArrayBuffer.isView(source)) return complaint("is a Buffer", 'read the file as text: readFileSync(path, "utf8")');
  if (typeof source !== "string") return readObject(source);
  if (source.trim() === "") return complaint("is empty");
  try {
    return objectOf(JSON.parse(source, withoutNull));
  } catch {
    const reading = readYaml(source);
    // The YAML parser finds more in damaged JSON than kubectl's does.
    return reading.document && source.trimStart().startsWith("{") ? complaint("is not valid JSON") : reading;
  }
}

function readObject(source: unknown): DocumentReading {
  try {
    return objectOf(JSON.parse(JSON.stringify(source), withoutNull));
  } catch {
    return complaint("cannot be written as JSON");
  }
}

function readYaml(text: string): DocumentReading {
  if (/\r(?!\n)/.test(text)) return complaint("contains a carriage return inside a line");
  try {
    // Version 1.1 is what kubectl's parser reads: it knows merge keys, and takes more plain words for truth values.
    const documents = parseAllDocuments<ParsedNode>(text, { version: "1.1", merge: true, logLevel: "error" });
    if (!Array.isArray(documents) || documents.length === 0) return complaint("is empty");
    const fault = documents.flatMap(syntaxFaults)[0];
    if (fault) return complaint(fault);
    if (documents[0]!.directives.yaml.version !== "1.1") return complaint("is not YAML 1.1, which kubectl reads");
    if (documents.length > 1) return complaint("contains several YAML documents", "keep only one kubeconfig");
    return objectOf(documents[0]!.toJS({ reviver: withoutNull }));
  } catch (error) {
    return complaint(
      error instanceof RangeError ? "is nested too deeply" : "has an alias without an anchor, or too many aliases",
    );
  }
}

function syntaxFaults({ errors, warnings }: YamlDocument.Parsed): string[] {
  return [...errors, ...warnings].map(({ code, linePos }) => {
    const at = linePos ? ` at line ${linePos[0].line}, column ${linePos[0].col}` : "";
    return `cannot be read${at}: ${SYNTAX_FAULTS[code] ?? "that is not YAML"}`;
  });
}

function objectOf(value: unknown): DocumentReading {
  if (typeof value === "string")
    return complaint("is a line of text, not a kubeconfig", "use Cluster.fromFile to read a file");
  if (!isRecord(value)) return complaint("is not an object with clusters, users and contexts");
  const isConfig = isAmong(value["apiVersion"], "v1") && isAmong(value["kind"], "Config");
  if (!isConfig) {
    return complaint('is not an object of kind "Config" and version "v1"', "pass only the kubeconfig that it contains");
  }
  return { document: value };
}

/** Takes null for what is not there, as Go does. */
function withoutNull(_: unknown, value: unknown): unknown {
  return value ?? undefined;
}

function isAmong(value: unknown, meant: string): boolean {
  return value === undefined || value === "" || value === meant;
}

function complaint(problem: string, remedy?: string): DocumentReading {
  return { complaint: { problem, remedy } };
}
