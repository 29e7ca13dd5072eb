import { filled, STRING } from "@fedstack/constructs/faults";
import { refuse } from "../validation/errors";
import { shapeFaults } from "../validation/shape";

/**
 * Kubeconfig with contexts that do not lead to any cluster. The first one is the current context.
 *
 * @throws InvalidInputError if there is no context, or one that is not a string
 */
export function fakeKubeconfig(...contexts: readonly [string, ...string[]]): string {
  refuse(shapeFaults("fakeKubeconfig()", contexts, filled(STRING)));
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": contexts[0],
    clusters: contexts.map((name) => ({
      name,
      cluster: { server: `https://${name}.example.com:6443`, "certificate-authority-data": FAKE_AUTHORITY },
    })),
    users: contexts.map((name) => ({ name, user: { token: `token of ${name}` } })),
    contexts: contexts.map((name) => ({ name, context: { cluster: name, user: name } })),
  });
}

/** Certificate of an authority whose key nobody has: PEM, in base64. */
const FAKE_AUTHORITY = [
  "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJkRENDQVJ1Z0F3SUJBZ0lVS0tlSlEwWEk4dWtCS0svck5LcVQrTUdMcEN3d0NnWUlLb1",
  "pJemowRUF3SXcKRHpFTk1Bc0dBMVVFQXd3RVptRnJaVEFnRncweU5qRXhNall3TURFMU5UWmFHQTh5TVRJMk1URXdNakF3TVRVMQpObG93RHpF",
  "Tk1Bc0dBMVVFQXd3RVptRnJaVEJaTUJNR0J5cUdTTTQ5QWdFR0NDcUdTTTQ5QXdFSEEwSUFCRHBnCkVZYmhwNHVlUFBwUkNycW9Tc3U4TXcyeF",
  "YzK25SbmNLSDNaTjV4VVdJY1pac1pOS1hJTHFIQUx6bjAvMlFyQXgKMXBqZjNKRDQzY1drRHllYXJyYWpVekJSTUIwR0ExVWREZ1FXQkJRRVlZ",
  "cnl1enZEWExmWVZWUjdJTkQxbVlWZApWVEFmQmdOVkhTTUVHREFXZ0JRRVlZcnl1enZEWExmWVZWUjdJTkQxbVlWZFZUQVBCZ05WSFJNQkFmOE",
  "VCVEFECkFRSC9NQW9HQ0NxR1NNNDlCQU1DQTBjQU1FUUNJRzR2MkptSk03TU9wWkczblZNYnhjd2tHR2dmQUY3S2FyblYKMXRqSFRvR1JBaUJK",
  "eDlTR1dnV3pQM2Vja0N6eXB2OFN0TmppNFBHa2I4UTZ6dWJWZzFpQVV3PT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=",
].join("");
