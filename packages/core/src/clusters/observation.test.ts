import fc from "fast-check";
import { observationOf } from "./observation";

const uid = "4fe10986-2f12-4607-aeb7-0746b74ca091";
const claim = "a-cluster of federation kairen on host 11111111-2222-4333-8444-555555555555";
const namespace = (text: unknown): Parameters<typeof observationOf>[0] => ({
  metadata: { uid, annotations: { "fedstack.dev/member-of": text } },
});

test("a cluster is known by its identity, its claim and its version", () => {
  expect(observationOf(namespace(claim), { gitVersion: "v1.35.2-gke.100" })).toEqual({
    uid,
    claim,
    version: "v1.35.2-gke.100",
  });
  expect(observationOf({ metadata: { uid } }, { gitVersion: "v1.34.4+k3s1" })).toEqual({
    uid,
    version: "v1.34.4+k3s1",
  });
});

test.each([
  ["without metadata", {}, "v1.34.4", "its namespace kube-system has no valid UID"],
  [
    "with text for a UID",
    { metadata: { uid: `${uid}\nerror: all is well` } },
    "v1.34.4",
    "its namespace kube-system has no valid UID",
  ],
  ["without a version", { metadata: { uid } }, undefined, '"undefined" is not a version of Kubernetes'],
  [
    "with text for a version",
    { metadata: { uid } },
    "v1.34.4\u001b[2J",
    '"v1.34.4\\u001b[2J" is not a version of Kubernetes',
  ],
])("a cluster %s is not identified", (_, seen, gitVersion, reason) => {
  expect(observationOf(seen, { gitVersion })).toEqual({ reason });
});

test("whatever a cluster answers, messages and the state get one line of printable text", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), fc.anything(), (id, annotation, gitVersion) => {
      const seen = observationOf(
        { metadata: { uid: id, annotations: { "fedstack.dev/member-of": annotation } } },
        { gitVersion },
      );
      for (const text of Object.values(seen).filter((one) => one !== undefined))
        expect(text).toMatch(/^[ -~\u00a0-\uffff]*$/);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (annotation) => {
      expect(observationOf(namespace(annotation), { gitVersion: "v1.34.4" })).toMatchObject({
        claim: expect.stringMatching(/^[ -~\u00a0-\u{10ffff}]*$/u) as string,
      });
    }),
  );
});
