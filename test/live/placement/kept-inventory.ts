/** What jest's global set-up hands to its global tear-down: both load their own modules, and share this. */
const shared = globalThis as { inventoryBeforePlacementTests?: Record<string, string> };

export function keepInventory(inventory: Record<string, string>): void {
  shared.inventoryBeforePlacementTests = inventory;
}

export function keptInventory(): Record<string, string> {
  return shared.inventoryBeforePlacementTests ?? {};
}
