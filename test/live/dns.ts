import { createSocket } from "node:dgram";
import { connect } from "node:net";

/** Response of a name server. */
export interface Answer {
  readonly code: "NOERROR" | "SERVFAIL" | "NXDOMAIN" | "REFUSED" | "OTHER";
  /** IPv4 addresses, sorted. */
  readonly addresses: readonly string[];
}

const CODES: Readonly<Record<number, Answer["code"]>> = { 0: "NOERROR", 2: "SERVFAIL", 3: "NXDOMAIN", 5: "REFUSED" };
const HEADER_BYTES = 12;
const TYPE_A = 1;
/** CoreDNS says after five seconds that etcd does not respond. */
const MILLISECONDS = 10_000;

/** Queries a name server, given as `address:port`, for the IPv4 addresses of a name. */
export async function ask(server: string, name: string, protocol: "udp" | "tcp"): Promise<Answer> {
  const [address, port] = server.split(":") as [string, string];
  const question = encode(name);
  const exchange = protocol === "udp" ? byUdp : byTcp;
  return decode(await exchange(address, Number(port), question));
}

function encode(name: string): Buffer {
  const labels = name.replace(/\.$/, "").split(".");
  const header = Buffer.from([0x0f, 0xed, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0]);
  const qname = labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([header, ...qname, Buffer.from([0, 0, TYPE_A, 0, 1])]);
}

function decode(message: Buffer): Answer {
  const addresses: string[] = [];
  let at = afterName(message, HEADER_BYTES) + 4;
  for (let left = message.readUInt16BE(6); left > 0; left--) {
    const fixed = afterName(message, at);
    const length = message.readUInt16BE(fixed + 8);
    const data = message.subarray(fixed + 10, fixed + 10 + length);
    if (message.readUInt16BE(fixed) === TYPE_A) addresses.push(data.join("."));
    at = fixed + 10 + length;
  }
  return { code: CODES[message.readUInt8(3) & 0x0f] ?? "OTHER", addresses: addresses.sort() };
}

/** Offset after a name. A name ends with an empty label or with a pointer of two bytes. */
function afterName(message: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const length = message.readUInt8(at);
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    at += length + 1;
  }
}

function byUdp(address: string, port: number, question: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    const timer = setTimeout(() => socket.emit("error", new Error(`${address}:${port} is silent`)), MILLISECONDS);
    const end = (): void => {
      clearTimeout(timer);
      socket.close();
    };
    socket.once("error", (error) => (end(), reject(error)));
    socket.once("message", (message) => (end(), resolve(message)));
    socket.send(question, port, address);
  });
}

function byTcp(address: string, port: number, question: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(question.length);
    const socket = connect({ host: address, port, timeout: MILLISECONDS }, () => {
      socket.write(Buffer.concat([length, question]));
    });
    let received = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      socket.end();
      resolve(received.subarray(2));
    });
    socket.on("timeout", () => socket.destroy(new Error(`${address}:${port} is silent`)));
    socket.on("error", reject);
  });
}
