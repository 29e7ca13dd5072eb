import type { Answer, Question } from "../kubeconfig/ask";
import { storeAgain } from "./encryption-gate";

const ANNOTATION = "fedstack.dev/secrets-stored-with";
const NAMESPACE = "/api/v1/namespaces/federation-system";

/** A federated API with three Secrets, which it lists in two pages. */
class Api {
  public readonly asked: string[] = [];
  public annotations: Record<string, string> = {};
  public statusOfPut = 200;
  public works: object | undefined;

  public readonly ask = ({ method, path, body }: Question): Promise<Answer> => {
    this.asked.push(`${method} ${path}`);
    if (method === "PUT") return Promise.resolve({ status: this.statusOfPut, body, message: "not now" });
    if (method === "PATCH") {
      Object.assign(this.annotations, (body as { metadata: { annotations: object } }).metadata.annotations);
    }
    if (path === NAMESPACE) return answer({ metadata: { annotations: this.annotations } });
    if (path.startsWith("/apis/work.karmada.io/v1alpha1/works?")) {
      return this.works ? answer({ metadata: {}, items: [{ ...this.works }] }) : Promise.resolve({ ...NOT_FOUND });
    }
    return path.endsWith("continue=")
      ? answer({ metadata: { continue: "a+b" }, items: [secret("one"), secret("two")] })
      : answer({ metadata: {}, items: [secret("three")] });
  };
}

const NOT_FOUND: Answer = { status: 404, body: {}, message: "not found" };
const secret = (name: string): object => ({ metadata: { name, namespace: "shop" }, data: {} });
const answer = (body: object): Promise<Answer> => Promise.resolve({ status: 200, body, message: "" });
const puts = (api: Api): string[] => api.asked.filter((one) => one.startsWith("PUT"));

test("every Secret of every page is replaced by itself, and the namespace then says with what they are stored", async () => {
  const api = new Api();
  await expect(storeAgain(api.ask, "federation-system", "key2")).resolves.toMatchObject({ status: 200 });
  expect(puts(api)).toEqual(["one", "two", "three"].map((name) => `PUT /api/v1/namespaces/shop/secrets/${name}`));
  expect(api.asked).toContain("GET /api/v1/secrets?limit=100&continue=a%2Bb");
  expect(api.annotations).toEqual({ [ANNOTATION]: "key2" });
});

test("works, which contain copies of Secrets, are replaced too", async () => {
  const api = new Api();
  api.works = { metadata: { name: "web", namespace: "karmada-es-a" } };
  await storeAgain(api.ask, "federation-system", "key2");
  expect(puts(api)).toContain("PUT /apis/work.karmada.io/v1alpha1/namespaces/karmada-es-a/works/web");
});

test("nothing is replaced if all Secrets are stored this way already", async () => {
  const api = new Api();
  api.annotations = { [ANNOTATION]: "key2" };
  await storeAgain(api.ask, "federation-system", "key2");
  expect(api.asked).toEqual([`GET ${NAMESPACE}`]);
});

test("what an earlier up may have stored otherwise is replaced although the namespace says the same", async () => {
  const api = new Api();
  api.annotations = { [ANNOTATION]: "key1" };
  await storeAgain(api.ask, "federation-system", "key1", true);
  expect(puts(api)).toHaveLength(3);
});

test.each([404, 409])(
  "a Secret that somebody deletes or changes at the same time needs nothing more (%i)",
  async (status) => {
    const api = new Api();
    api.statusOfPut = status;
    await expect(storeAgain(api.ask, "federation-system", "key2")).resolves.toMatchObject({ status: 200 });
  },
);

test("the work is not marked as done if a Secret cannot be replaced", async () => {
  const api = new Api();
  api.statusOfPut = 500;
  await expect(storeAgain(api.ask, "federation-system", "key2")).resolves.toMatchObject({
    status: 500,
    message: "not now",
  });
  expect(api.annotations).toEqual({});
});

test("Secrets that are stored with an earlier key are stored again", async () => {
  const api = new Api();
  api.annotations = { [ANNOTATION]: "key1" };
  await storeAgain(api.ask, "federation-system", "key2");
  expect(puts(api)).toHaveLength(3);
  expect(api.annotations).toEqual({ [ANNOTATION]: "key2" });
});
