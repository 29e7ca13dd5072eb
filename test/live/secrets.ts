/** How Pulumi marks a secret in an exported state. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const PRIVATE_KEY = /-----BEGIN (EC |)(?:RSA |)PRIVATE KEY-----\n([^-]+)-----END/g;
const EMBEDDED_KEY = /client-key-data"?:\s*"?([A-Za-z0-9+/=]+)/g;
const TOKEN_SIGNATURE = /eyJ[\w-]+\.[\w-]+\.([\w-]+)/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * A piece of every private key and token, in each of its encodings, from a state that was exported with secrets in the
 * clear.
 */
export function piecesOfSecrets(state: string): string[] {
  const pieces = plaintexts(JSON.parse(state)).flatMap((text) => [...piecesIn(text), ...encodedPiece(text)]);
  return [...new Set(pieces)];
}

function piecesIn(text: string): string[] {
  const keys = [...text.matchAll(PRIVATE_KEY)].map(([, curve, body]) => pieceOfKey(curve !== "", body!.split("\n")));
  const embedded = [...text.matchAll(EMBEDDED_KEY)].flatMap(([, encoded]) => encodedPiece(encoded!));
  const signatures = [...text.matchAll(TOKEN_SIGNATURE)].map(([, signature]) => signature!.slice(66, 106));
  return [...keys, ...embedded, ...signatures];
}

/**
 * Part of a key that is private: for a curve at its start, before the public point; otherwise near its end, far from
 * the modulus.
 */
function pieceOfKey(onCurve: boolean, lines: readonly string[]): string {
  return onCurve
    ? lines[0]!.slice(12, 48)
    : lines
        .filter((line) => line.length === 64)
        .at(-1)!
        .slice(0, 40);
}

/** The same for a key or token that is base64 as a whole, including its frame. */
function encodedPiece(text: string): string[] {
  if (!BASE64.test(text)) return [];
  const decoded = Buffer.from(text, "base64").toString();
  if (piecesIn(decoded).length === 0) return [];
  return [decoded.includes("BEGIN EC ") ? text.slice(66, 106) : text.slice(-120, -80)];
}

/** All secret strings in the state. */
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
