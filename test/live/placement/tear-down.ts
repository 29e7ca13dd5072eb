import { asTheyWere } from "../kubernetes";
import { missingClusters } from "../missing";
import { remove } from "./karmada";
import { keptInventory } from "./kept-inventory";

/** Removes Karmada, no matter what the tests did, and fails if anything is left in the clusters. */
export default async function tearDown(): Promise<void> {
  if (missingClusters().length > 0) return;
  await remove();
  await asTheyWere(keptInventory());
}
