import { inventory } from "../kubernetes";
import { missingClusters } from "../missing";
import { install, remove } from "./karmada";
import { keepInventory } from "./kept-inventory";

/** Sets up Karmada once for all files. First removes what an earlier run has left. */
export default async function setUp(): Promise<void> {
  if (missingClusters().length > 0) return;
  await remove();
  keepInventory(await inventory("uid"));
  await install();
}
