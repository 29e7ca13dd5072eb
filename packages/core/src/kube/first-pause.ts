/** Resolves at the program's first pause, when everything that it calls before is known. */
export function firstPause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
