import * as pulumi from "@pulumi/pulumi";
import * as api from "../kubeconfig/get-json";
import { fakeKubeconfig } from "../testing";
import { NotGiven } from "../kubeconfig/get-text";
import { itemsOf, lacks } from "./host-items";

jest.mock("../kubeconfig/get-json", () => ({
  ...jest.requireActual<typeof api>("../kubeconfig/get-json"),
  getJson: jest.fn(),
}));

const answer = jest.mocked(api.getJson);
const items = (): Promise<readonly object[]> => itemsOf(fakeKubeconfig("f"), "/api/v1/services");
beforeEach(() => answer.mockReset());
afterEach(() => void jest.restoreAllMocks());

test("a host that is not asked for real has nothing, and lacks nothing", async () => {
  expect(await items()).toEqual([]);
  expect(await lacks(fakeKubeconfig("f"), "/api/v1/namespaces/monitoring")).toBe(false);
  expect(answer).not.toHaveBeenCalled();
});

describe("where the program runs for real", () => {
  beforeEach(() => jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as never));

  test("objects in the list count, and whatever else is there does not", async () => {
    answer.mockResolvedValue({ items: [{ kind: "Service" }, null, "odd"] });
    expect(await items()).toEqual([{ kind: "Service" }]);
    expect(answer.mock.lastCall![1]).toBe("/api/v1/services");
  });

  test("an answer without a list, and none at all, are nothing", async () => {
    answer.mockResolvedValueOnce({ items: "odd" }).mockRejectedValueOnce(new Error("it answers with 403"));
    expect([await items(), await items()]).toEqual([[], []]);
  });

  test("what a host does not find, it lacks; of what it does not say, nothing is known", async () => {
    const missing = (): Promise<boolean> => lacks(fakeKubeconfig("f"), "/api/v1/namespaces/monitoring");
    answer.mockRejectedValueOnce(new NotGiven("it answers with 404", 404)).mockResolvedValueOnce({});
    expect([await missing(), await missing()]).toEqual([true, false]);
    answer
      .mockRejectedValueOnce(new NotGiven("it answers with 403", 403))
      .mockRejectedValueOnce(new Error("no response"));
    expect([await missing(), await missing()]).toEqual([false, false]);
  });
});
