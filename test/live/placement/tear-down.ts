import { asTheyWere } from "../kubernetes";
import { missingClusters } from "../missing";
import { remove } from "./karmada";
import { keptInventory } from "./kept-inventory";

/** Takes Karmada away, whatever the tests did, and fails where anything is left in the clusters. */
export default async function tearDown(): Promise<void> {
  if (missingClusters().length > 0) return;
  await remove();
  await asTheyWere(keptInventory());
}
