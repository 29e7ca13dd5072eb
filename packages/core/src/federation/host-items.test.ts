import * as pulumi from "@pulumi/pulumi";
import * as api from "../kubeconfig/get-json";
import { fakeKubeconfig } from "../testing";
import { itemsOf } from "./host-items";

jest.mock("../kubeconfig/get-json", () => ({
  ...jest.requireActual<typeof api>("../kubeconfig/get-json"),
  getJson: jest.fn(),
}));

const answer = jest.mocked(api.getJson);
const items = (): Promise<readonly object[]> => itemsOf(fakeKubeconfig("f"), "/api/v1/services");
beforeEach(() => answer.mockReset());
afterEach(() => void jest.restoreAllMocks());

test("a host that is not asked for real has nothing", async () => {
  expect(await items()).toEqual([]);
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
});
