import type { Answer, Question } from "../kubeconfig/ask";
import { replaceStored, type StoredKind, type StoredObject } from "./stored-objects";

const KIND: StoredKind = { root: "/apis/example.com/v1", plural: "lamps", apiVersion: "example.com/v1", kind: "Lamp" };
const lamp = (name: string, namespace?: string): StoredObject => ({ metadata: { name, namespace } });
const PAGES: Record<string, object> = {
  "": { metadata: { continue: "a+b" }, items: [lamp("one", "shop"), lamp("two")] },
  "a%2Bb": { metadata: {}, items: [lamp("three", "shop")] },
};

/** What is asked, and how it ends, if the API answers a listing and a replacement this way. */
async function replaced(
  change: (object: StoredObject) => StoredObject | undefined,
  { listing = 200, put = 200, manager }: { listing?: number; put?: number; manager?: string } = {},
): Promise<{ readonly puts: readonly Question[]; readonly failed: Answer | undefined }> {
  const puts: Question[] = [];
  const failed = await replaceStored(
    (question) => {
      if (question.method === "PUT") puts.push(question);
      const [, next = ""] = /continue=(.*)$/.exec(question.path) ?? [];
      const status = question.method === "PUT" ? put : listing;
      return Promise.resolve({ status, body: PAGES[next], message: "not now" });
    },
    KIND,
    change,
    manager,
  );
  return { puts, failed };
}

test("objects of every page are replaced at their own paths, with their types", async () => {
  const { puts, failed } = await replaced((object) => object);
  expect(failed).toBeUndefined();
  expect(puts.map(({ path }) => path)).toEqual([
    "/apis/example.com/v1/namespaces/shop/lamps/one",
    "/apis/example.com/v1/lamps/two",
    "/apis/example.com/v1/namespaces/shop/lamps/three",
  ]);
  expect(puts[1]!.body).toEqual({ ...lamp("two"), apiVersion: "example.com/v1", kind: "Lamp" });
});

test("an object can be replaced as somebody", async () => {
  const { puts } = await replaced((object) => object, { manager: "electrician" });
  expect(puts[1]!.path).toBe("/apis/example.com/v1/lamps/two?fieldManager=electrician");
});

test("what stays is not written", async () => {
  const { puts } = await replaced((object) => (object.metadata.namespace ? undefined : object));
  expect(puts).toHaveLength(1);
});

test.each([404, 409])("an object that somebody else deletes or changes needs nothing more (%i)", async (put) => {
  expect((await replaced((object) => object, { put })).failed).toBeUndefined();
});

test("a kind that does not exist has no objects, and any other failure ends it", async () => {
  expect(await replaced((object) => object, { listing: 404 })).toEqual({ puts: [], failed: undefined });
  expect(await replaced((object) => object, { listing: 503 })).toMatchObject({ puts: [], failed: { status: 503 } });
  const { puts, failed } = await replaced((object) => object, { put: 422 });
  expect([puts.length, failed]).toEqual([2, expect.objectContaining({ status: 422, message: "not now" })]);
});
