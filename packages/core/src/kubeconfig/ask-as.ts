import { type Ask, asking, unanswered } from "./ask";
import { signIn } from "./sign-in";

/** Asks an API server as the user of a kubeconfig that the library has written, whatever becomes of the questions. */
export function askingAs(kubeconfig: string): Ask {
  return (question) =>
    signIn(kubeconfig)
      .then((api) => asking(api)(question))
      .catch(unanswered);
}
