import { getJson } from "./get-json";
import { getText, NotGiven } from "./get-text";

jest.mock("./get-text", () => ({ ...jest.requireActual<object>("./get-text"), getText: jest.fn() }));

const API = { server: "https://f.example", options: {} };

test("the answer of an API server is read", async () => {
  jest.mocked(getText).mockResolvedValueOnce('{"gitVersion":"v1.34.4"}');
  expect(await getJson(API, "/version")).toEqual({ gitVersion: "v1.34.4" });
  expect(getText).toHaveBeenCalledWith(API, "/version");
});

test("what is not JSON is an error", async () => {
  jest.mocked(getText).mockResolvedValueOnce("<html>");
  await expect(getJson(API, "/version")).rejects.toThrow(new NotGiven("its answer to /version is not JSON"));
});
