/** What jest's global set-up passes to its global tear-down. Both load their own modules and share only this. */
const shared = globalThis as { inventoryBeforePlacementTests?: Record<string, string> };

export function keepInventory(inventory: Record<string, string>): void {
  shared.inventoryBeforePlacementTests = inventory;
}

export function keptInventory(): Record<string, string> {
  return shared.inventoryBeforePlacementTests ?? {};
}
