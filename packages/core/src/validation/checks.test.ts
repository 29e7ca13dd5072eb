import { tell } from "@fedstack/constructs/faults";
import { etcdSizeFaults, namespaceFaults, wholeNumber } from "./checks";

test("the name of a namespace is a DNS label", () => {
  for (const name of [undefined, "a", "0", "shop-1", "x".repeat(63)]) expect(namespaceFaults("at", name)).toEqual([]);
  for (const name of ["", "Shop", "-a", "a-", "a.b", "a_b", "a\n", "x".repeat(64)]) {
    expect(namespaceFaults("at", name)).toHaveLength(1);
  }
  expect(namespaceFaults("namespaces.dns", "Shop").map(tell)).toEqual([
    'namespaces.dns: "Shop" is not a valid name of a namespace; ' +
      'use at most 63 lowercase letters, digits and "-", with a letter or digit at both ends',
  ]);
});

test("an etcd has one or three members", () => {
  const accepted = [undefined, 0, 1, 2, 3, 4, 5].filter((size) => etcdSizeFaults("etcd", size).length === 0);
  expect(accepted).toEqual([undefined, 1, 3]);
  expect(etcdSizeFaults("etcd.replicas", 2).map(tell)).toEqual([
    'etcd.replicas: "2" is not a size that etcd can use; use 1 or 3',
  ]);
});

test("a number is whole and within its range, and both ends belong to it", () => {
  const accepted = [0, 1, 1.5, 3, 4, NaN, Infinity].filter((value) => wholeNumber("at", value, 1, 3).length === 0);
  expect(accepted).toEqual([1, 3]);
  expect([wholeNumber("at", undefined, 1), wholeNumber("at", 1e9, 1)]).toEqual([[], []]);
  expect([...wholeNumber("hours", 0, 1), ...wholeNumber("port", 0.5, 1, 9)].map(tell)).toEqual([
    'hours: "0" is out of range; use a whole number from 1',
    'port: "0.5" is out of range; use a whole number from 1 to 9',
  ]);
});
