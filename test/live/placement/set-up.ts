import { inventory } from "../kubernetes";
import { missingClusters } from "../missing";
import { install, remove } from "./karmada";
import { keepInventory } from "./kept-inventory";

/** Sets up Karmada once for all files. What an earlier run left goes first. */
export default async function setUp(): Promise<void> {
  if (missingClusters().length > 0) return;
  await remove();
  keepInventory(await inventory("uid"));
  await install();
}
