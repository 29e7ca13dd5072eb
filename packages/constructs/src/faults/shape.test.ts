import fc from "fast-check";
import { tell } from "./fault";
import { also, instanceOf, read, readList } from "./shape";
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
  expect(faultsOf({ replicas: 1, "a b": 1 }, "service")).toEqual([
    "service.replicas: is not a known field; remove it",
    'service["a b"]: is not a known field; remove it',
  ]);
});

test("a field that JSON sets but that JavaScript hides is a fault", () => {
  expect(faultsOf(JSON.parse('{"__proto__": {"host": "a"}, "constructor": 1}'))).toEqual([
    "__proto__: is not a known field; remove it",
    "constructor: is not a known field; remove it",
  ]);
});

test("a value of the wrong shape is a fault, and is left out", () => {
  const wrong = { ports: "80", labels: [], created: "today", host: "a" };
  expect(read<Service>(wrong, SERVICE).given).toEqual({ host: "a" });
  expect(faultsOf(wrong)).toEqual([
    'ports: "80" is not a list; use a list',
    'labels: "[object Array]" is not an object; use an object',
    'created: "today" is not a Date; use a Date',
  ]);
  expect(faultsOf("a")).toEqual(['props: "a" is not an object; use an object']);
  expect(readList(7, "anything", "weights").faults.map(tell)).toEqual(['weights: "7" is not a list; use a list']);
});

test("an element that is missing or has the wrong shape is a fault, and is left out", () => {
  const { given, faults } = readList<Port>([{ port: 1 }, undefined, 7], { ...PORT }, "ports");
  expect(given).toEqual([{ port: 1 }]);
  expect(faults.map(tell)).toEqual([
    "ports[1]: is missing; remove it",
    'ports[2]: "7" is not an object; use an object',
  ]);
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
