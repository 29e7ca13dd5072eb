import type { Ask } from "../federated-api/api-gate";
import { listClusters } from "./api";
import type { ClusterObject } from "./clusters";

/** The members' clusters as they are when the program first asks the federated API, for all who want to know. */
export class FirstLook {
  private asked: Promise<readonly ClusterObject[]> | undefined;

  /** Asks, unless somebody else has. What is not answered is asked again next time. */
  public clusters(ask: Ask): Promise<readonly ClusterObject[]> {
    const asked = this.asked ?? listClusters(ask);
    this.asked = asked;
    asked.catch(() => (this.asked = undefined));
    return asked;
  }
}
