import { ownNameServers, providedNameServers, type ZoneArgs } from "./provider-args";

const provided = { provider: { name: "aws" } };

test("without arguments, a federation has name servers of its own", () => {
  expect([ownNameServers(), ownNameServers({ replicas: 1 })]).toEqual([{}, { replicas: 1 }]);
  expect([providedNameServers(), providedNameServers({ replicas: 1 })]).toEqual([undefined, undefined]);
});

test("a provider that is undefined is none", () => {
  const undecided = { provider: undefined } as unknown as ZoneArgs;
  expect([ownNameServers(undecided), providedNameServers(undecided)]).toEqual([undecided, undefined]);
});

test("with a provider or without DNS, it has none", () => {
  expect([ownNameServers(false), ownNameServers(provided)]).toEqual([undefined, undefined]);
  expect([providedNameServers(false), providedNameServers(provided)]).toEqual([undefined, provided]);
});
