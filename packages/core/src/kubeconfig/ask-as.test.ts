import { asking } from "./ask";
import { askingAs } from "./ask-as";
import { signIn } from "./sign-in";

jest.mock("./ask", () => ({ ...jest.requireActual<object>("./ask"), asking: jest.fn() }));
jest.mock("./sign-in");

const QUESTION = { method: "GET", path: "/readyz" } as const;

test("each question is asked as the kubeconfig's user, who signs in only then", async () => {
  const answer = { status: 200, body: {}, message: "" };
  jest.mocked(signIn).mockResolvedValue({ server: "https://a", options: {} });
  jest.mocked(asking).mockReturnValue(() => Promise.resolve(answer));
  const ask = askingAs("kubeconfig");
  expect(signIn).not.toHaveBeenCalled();
  expect(await ask(QUESTION)).toBe(answer);
  expect(signIn).toHaveBeenCalledWith("kubeconfig");
});

test("who cannot sign in gets no response, with the reason", async () => {
  jest.mocked(signIn).mockRejectedValue(new Error("its kubeconfig has a proxy-url"));
  expect(await askingAs("kubeconfig")(QUESTION)).toEqual({
    status: 0,
    body: undefined,
    message: "its kubeconfig has a proxy-url",
  });
});
