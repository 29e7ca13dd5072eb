import type { Ask } from "../kubeconfig/ask";
import { listBindings, listClusters, listPolicies } from "./api";

/** What the federated API has when the program first asks, for all who want to know. */
export class FirstLook {
  /** The members' clusters. */
  public readonly clusters = once(listClusters);
  /** The policies that place objects. */
  public readonly policies = once(listPolicies);
  /** Where everything is scheduled. */
  public readonly bindings = once((ask) => listBindings(ask));
}

/** Asks, unless somebody else has. What is not answered is asked again next time. */
function once<T>(list: (ask: Ask) => Promise<T>): (ask: Ask) => Promise<T> {
  let asked: Promise<T> | undefined;
  return (ask) => {
    const asking = asked ?? list(ask);
    asked = asking;
    asking.catch(() => (asked = undefined));
    return asking;
  };
}
