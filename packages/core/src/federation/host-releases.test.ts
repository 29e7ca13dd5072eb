import { tell } from "@fedstack/constructs/faults";
import { RELEASE } from "../karmada";
import { CANDIDATE, offerCandidate } from "../karmada/offered.test-support";
import type { Release } from "../karmada/release";
import { type SeenDeployment, upgradeFaults } from "./host-releases";

offerCandidate();

const LATER: Release = {
  ...CANDIDATE,
  versions: { ...CANDIDATE.versions, karmada: "1.20" },
  karmada: "v1.20.1",
};
const of = (karmada: unknown, name = "karmada-apiserver"): SeenDeployment => ({
  metadata: { name, annotations: { "fedstack.dev/karmada": karmada } },
});
const faultsOf = (release: Release, ...deployments: SeenDeployment[]): string[] =>
  upgradeFaults("f", release, deployments).map(tell);

test("a new control plane, the same release, another patch of it and the next one are taken", () => {
  expect(faultsOf(RELEASE)).toEqual([]);
  for (const karmada of ["v1.18.0", RELEASE.karmada, "v1.18.9"]) expect(faultsOf(RELEASE, of(karmada))).toEqual([]);
  expect(faultsOf(CANDIDATE, of("v1.18.2"))).toEqual([]);
  expect(faultsOf(LATER, of("v1.19.0"))).toEqual([]);
});

test("the way back is refused, with the reason", () => {
  expect(faultsOf(RELEASE, of("v1.19.0-rc.0"))).toEqual([
    'version: "1.18" is older than Karmada 1.19, which runs on "f" and may have stored what "1.18" cannot read; use "1.19"',
  ]);
  expect(faultsOf(CANDIDATE, of("v1.20.0"))).toEqual([
    expect.stringMatching(/; use "1\.20" of a version of this library that has it$/),
  ]);
});

test("two minor releases at once are refused, with the one between them", () => {
  expect(faultsOf(LATER, of("v1.18.2"))).toEqual([
    'version: "1.20" cannot follow Karmada 1.18, which runs on "f", because no minor release can be left out; ' +
      'use "1.19", and run up, before',
  ]);
});

test("an upgrade that has begun goes on, and neither back nor to a third release", () => {
  const begun = [of("v1.19.0"), of("v1.18.2", "karmada-scheduler")];
  expect(faultsOf(CANDIDATE, ...begun)).toEqual([]);
  expect(faultsOf(RELEASE, ...begun)).toEqual([expect.stringContaining("is older than Karmada 1.19")]);
  expect(faultsOf(LATER, ...begun)).toEqual([expect.stringContaining("cannot follow Karmada 1.18")]);
});

test("a component that does not tell its release is of the only one that the library had then", () => {
  const untold: SeenDeployment = { metadata: { name: "karmada-webhook" } };
  expect(faultsOf(RELEASE, untold)).toEqual([]);
  expect(faultsOf(CANDIDATE, untold)).toEqual([]);
  expect(faultsOf(LATER, untold)).toHaveLength(1);
});

test("pods of other components, and images without a release of Karmada, are not known", () => {
  const others = [of("v1.30.0", "web"), of("v1.30.0", ""), of("1.30"), of("v1.x.0"), of({ v: 1 }), of("v2.0.0"), {}];
  expect(faultsOf(RELEASE, ...others, { metadata: null }, { metadata: { name: {} } })).toEqual([]);
});
