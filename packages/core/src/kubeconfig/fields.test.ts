import fc from "fast-check";
import { shapeFaults } from "../validation/shape";
import { CLUSTER, CONTEXT, USER } from "./fields";

const keyFaults = (data: unknown): string[] =>
  shapeFaults("user", { "client-key-data": data }, USER, { secret: true }).map(({ problem }) => problem);

test("any bytes in base64 are accepted, and broken into lines as well", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom("\n", "\r\n"), (bytes, lineBreak) => {
      const data = Buffer.from(bytes).toString("base64");
      expect(keyFaults(data)).toEqual([]);
      expect(keyFaults(data.replaceAll(/.{5}/g, `$&${lineBreak}`))).toEqual([]);
    }),
  );
});

test.each(["A", "AA", "AAA", "AAAA=", "AA=A", "AA--", "AA AA", "AAAA\u00e9"])("%j is not base64", (data) => {
  expect(keyFaults(data)).toEqual(["is not base64"]);
});

test("fields that kubectl knows have their types, and what it does not know is left to it", () => {
  const typed: [object, typeof USER][] = [
    [{ server: 1, "insecure-skip-tls-verify": "no" }, CLUSTER],
    [{ "as-groups": "ops", exec: { args: "get-token" } }, USER],
    [{ cluster: 1, namespace: [] }, CONTEXT],
  ];
  for (const [entry, shape] of typed) expect(shapeFaults("entry", entry, shape)).toHaveLength(2);
  expect(shapeFaults("entry", { extensions: 1 }, CLUSTER, { ignoresUnknown: true })).toEqual([]);
});
