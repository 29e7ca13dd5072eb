import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "fedstack-"));
const servers: Server[] = [];
afterAll(() => {
  rmSync(folder, { recursive: true });
  servers.forEach((server) => server.close());
});

/** A certificate and its key, as files. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate for names as openssl writes them, such as `IP:127.0.0.1`, signed by an authority or else one itself. */
export function issue(name: string, names?: string, authority?: Issued): Issued {
  const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
  const made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate];
  const signer = authority ? ["-CA", authority.certificate, "-CAkey", authority.key] : [];
  const extension = names === undefined ? [] : ["-addext", `subjectAltName=${names}`];
  execFileSync("openssl", ["req", "-x509", "-days", "2", "-subj", `/CN=${name}`, ...made, ...signer, ...extension], {
    stdio: "ignore",
  });
  return { certificate, key };
}

/** The certificate itself, in PEM. */
export function pemOf({ certificate }: Issued): string {
  return readFileSync(certificate, "utf8");
}

/** Address of a server on this machine that listens until the tests end. */
export function listening(server: Server): Promise<number> {
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** URL of an API server with a certificate, which answers every request with a body. */
export async function serve({ certificate, key }: Issued, body: object = {}): Promise<string> {
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (_, response) => {
    response.end(JSON.stringify(body));
  });
  return `https://127.0.0.1:${await listening(server)}`;
}
