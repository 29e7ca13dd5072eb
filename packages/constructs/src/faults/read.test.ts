import fc from "fast-check";
import { tell } from "./fault";
import { instanceOf, NUMBER, required, STRING } from "./kinds";
import { also, read, readList, shapeFaults } from "./read";
import type { Fields } from "./shape";

interface Port {
  readonly port: number;
  readonly protocol?: string;
}
type Service = { readonly ports: readonly Port[]; readonly labels?: object } & (
  { readonly host: string; readonly created?: undefined } | { readonly created: Date; readonly host?: undefined }
);
const PORT: Fields<Port> = { port: "anything", protocol: "anything" };
const SERVICE: Fields<Service> = {
  ports: [{ ...PORT }],
  labels: "map",
  host: "anything",
  created: instanceOf(Date),
};
const OTHER = 'is not a known field; remove it, or use "ports", "labels", "host" or "created"';
const faultsOf = (value: unknown, path?: string): string[] => read<Service>(value, SERVICE, path).faults.map(tell);

test("what has the right shape is read as it is", () => {
  const given = { ports: [{ port: 80 }, { port: 81, protocol: "UDP" }], labels: { any: 1 }, created: new Date(0) };
  expect(read<Service>(given, SERVICE)).toEqual({ given, faults: [] });
});

test("nothing at all is an object without fields", () => {
  for (const nothing of [undefined, null, {}, { host: undefined, labels: null }]) {
    expect(read<Service>(nothing, SERVICE)).toEqual({ given: {}, faults: [] });
  }
});

test("a field that the type does not have is a fault, with the nearest one", () => {
  expect(faultsOf({ port: [], host: "a" })).toEqual(['port: is not a known field; did you mean "ports"?']);
  expect(faultsOf({ ports: [{ port: 80 }, { prot: 80 }] })).toEqual([
    'ports[1].prot: is not a known field; did you mean "port"?',
  ]);
  expect(faultsOf({ "a b": 1 })).toEqual([`props["a b"]: ${OTHER}`]);
  expect(faultsOf({ replicas: 1, "a b": 1 }, "service")).toEqual([
    `service.replicas: ${OTHER}`,
    `service["a b"]: ${OTHER}`,
  ]);
  const many = Object.fromEntries([..."abcdefghi"].map((field) => [field, "anything"] as const));
  expect(shapeFaults("", { replicas: 1 }, many).map(tell)).toEqual(["replicas: is not a known field; remove it"]);
});

test("a field that is set to undefined is not set, whatever its name", () => {
  expect(faultsOf({ replicas: undefined, labels: undefined })).toEqual([]);
});

test("fields that others read are ignored on request, at every level", () => {
  const given = { list: [{ name: 1, other: 2 }], more: 3 };
  const read = shapeFaults("config", given, { list: [{ name: STRING }] }, { ignoresUnknown: true });
  expect(read.map(tell)).toEqual(['config.list[0].name: "1" is a number; put it in quotes']);
});

test("a field that JSON sets but that JavaScript hides is a fault", () => {
  expect(faultsOf(JSON.parse('{"__proto__": {"host": "a"}, "constructor": 1}'))).toEqual([
    `__proto__: ${OTHER}`,
    `constructor: ${OTHER}`,
  ]);
});

test("a value of the wrong shape is a fault, and is left out", () => {
  const wrong = { ports: "80", labels: [], created: "today", host: "a" };
  expect(read<Service>(wrong, SERVICE).given).toEqual({ host: "a" });
  expect(faultsOf(wrong)).toEqual([
    'ports: "80" is a string; use a list',
    "labels: is a list; use an object",
    'created: "today" is a string; use a Date',
  ]);
  expect(faultsOf("a")).toEqual(['props: "a" is a string; use an object']);
  expect(readList(7, "anything", "weights").faults.map(tell)).toEqual(['weights: "7" is a number; use a list']);
});

test("an element that is missing or has the wrong shape is a fault, and is left out", () => {
  const { given, faults } = readList<Port>([{ port: 1 }, undefined, 7], { ...PORT }, "ports");
  expect(given).toEqual([{ port: 1 }]);
  expect(faults.map(tell)).toEqual(["ports[1]: is undefined; remove it", 'ports[2]: "7" is a number; use an object']);
  expect(readList([1, , 2], NUMBER, "ports").faults.map(tell)).toEqual(["ports[1]: is undefined; remove it"]);
});

test("what must not be absent is a fault where it is, also in an object that is absent", () => {
  const fields = { name: required(STRING, "name it"), inner: [{ size: required(NUMBER) }] };
  const told = (value: unknown): string[] => read(value, fields).faults.map(tell);
  expect(told(undefined)).toEqual(["name: is missing; name it"]);
  expect(told({ name: null, inner: [{}] })).toEqual([
    "name: is missing; name it",
    "inner[0].size: is missing; use a number",
  ]);
  expect(told({ name: "", inner: [{ size: 0 }] })).toEqual([]);
});

test("null is a wrong value on request", () => {
  const told = (value: unknown): string[] =>
    shapeFaults("", value, { list: [STRING], name: required(STRING) }, { refusesNull: true, root: "args" }).map(tell);
  expect(told(null)).toEqual(["args: is null; use an object"]);
  expect(told({ list: null, name: null })).toEqual(["list: is null; use a list", "name: is null; use a string"]);
});

test("what is read has only known fields, whatever is given", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withDate: true }), (value) => {
      const { given } = read<Service>(value, SERVICE);
      expect(Object.keys(SERVICE)).toEqual(expect.arrayContaining(Object.keys(given)));
      expect(Array.isArray(given.ports ?? [])).toBe(true);
    }),
  );
});

test("of two faults of one field, that of its shape counts", () => {
  const inside = [{ path: "a.b", problem: "is not a list" }];
  expect(also(inside, [{ path: "a", problem: "is empty" }])).toEqual(inside);
  expect(also(inside, [{ path: "a.bc", problem: "is empty" }])).toHaveLength(2);
  const shape = [{ path: "a", problem: "is not a list" }];
  expect(
    also(shape, [
      { path: "a", problem: "is missing" },
      { path: "b", problem: "is missing" },
    ]),
  ).toEqual([...shape, { path: "b", problem: "is missing" }]);
});
