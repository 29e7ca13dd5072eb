/** How Pulumi marks a secret in an exported state. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----\n([^-]+)-----END/g;
const EMBEDDED_KEY = /client-key-data: "?([A-Za-z0-9+/=]+)/g;
const TOKEN_SIGNATURE = /eyJ[\w-]+\.[\w-]+\.([\w-]+)/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Where a secret is unlike others of its kind, and how much of it is enough to know it by: in a key, part of one line. */
const DISTINCT = { start: 66, length: 40 };

/** A piece of each private key and token, in each of its spellings, in a state exported with its secrets in the clear. */
export function piecesOfSecrets(state: string): string[] {
  const pieces = plaintexts(JSON.parse(state)).flatMap((text) => {
    const decoded = BASE64.test(text) ? Buffer.from(text, "base64").toString() : "";
    return [...piecesIn(text), ...(piecesIn(decoded).length > 0 ? [pieceOf(text)] : [])];
  });
  return [...new Set(pieces)];
}

function piecesIn(text: string): string[] {
  const keys = [PRIVATE_KEY, EMBEDDED_KEY, TOKEN_SIGNATURE].flatMap((pattern) => [...text.matchAll(pattern)]);
  return keys.map(([, body]) => pieceOf(body!));
}

function pieceOf(text: string): string {
  return text.slice(DISTINCT.start).slice(0, DISTINCT.length);
}

/** Every string that the state holds as a secret. */
function plaintexts(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { [SIGNATURE]: signature, plaintext } = value as Record<string, unknown>;
  return signature !== undefined && typeof plaintext === "string"
    ? strings(JSON.parse(plaintext))
    : Object.values(value).flatMap(plaintexts);
}

function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}
