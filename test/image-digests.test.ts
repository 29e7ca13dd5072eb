import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const MODULE = join(__dirname, "..", "scripts", "image-digests.mjs");
const MANIFEST = '{"schemaVersion":2,"manifests":[]}';
const DIGEST = `sha256:${createHash("sha256").update(MANIFEST).digest("hex")}`;

let server: Server;
let registry: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  registry = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** What `digestOf` of scripts/image-digests.mjs prints about an image of the fake registry, in a process of its own. */
function digestOf(repository: string): Promise<string> {
  const image = JSON.stringify({ registry, repository, tag: "1.0" });
  const program = `
    import { digestOf } from ${JSON.stringify(MODULE)};
    console.log(await digestOf(${image}).catch((error) => error.message));`;
  const child = spawn("node", ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  return new Promise((resolve) => child.on("close", () => resolve(printed.trim())));
}

test("a registry that lets anybody pull is asked for the image of all platforms, whose digest is computed", async () => {
  const asked: unknown[] = [];
  answer = ({ url, headers }, response) => {
    asked.push(url, headers.accept?.split(", ")[0]);
    response.setHeader("docker-content-digest", DIGEST).end(MANIFEST);
  };
  expect(await digestOf("team/web")).toBe(DIGEST);
  expect(asked).toEqual(["/v2/team/web/manifests/1.0", "application/vnd.oci.image.index.v1+json"]);
});

test("a registry that wants a token gets an anonymous one for the repository", async () => {
  answer = ({ url = "", headers }, response) => {
    if (url.startsWith("/token")) {
      expect(new URL(url, "http://x").searchParams.toString()).toBe(
        "service=registry.example&scope=repository%3Aweb%3Apull",
      );
      response.end('{"token":"abc"}');
    } else if (headers.authorization === "Bearer abc") {
      response.end(MANIFEST);
    } else {
      const challenge = `Bearer realm="http://${registry}/token",service="registry.example",scope="repository:web:pull"`;
      response.writeHead(401, { "www-authenticate": challenge }).end();
    }
  };
  expect(await digestOf("web")).toBe(DIGEST);
});

test("an image that is not there, that needs a login, or that is not what the registry says has no digest", async () => {
  answer = (_, response) => void response.writeHead(404).end();
  expect(await digestOf("web")).toBe(`http://${registry}/v2/web/manifests/1.0: the registry answers with 404`);
  answer = (_, response) => void response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end();
  expect(await digestOf("web")).toMatch(/: the registry lets nobody pull without signing in$/);
  answer = (_, response) => void response.setHeader("docker-content-digest", `sha256:${"0".repeat(64)}`).end(MANIFEST);
  expect(await digestOf("web")).toContain(`but sends ${DIGEST}`);
});
