/** A promise that somebody else settles. Nobody has to wait for it when it is rejected. */
export function deferred(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => never } {
  let resolve = (): void => {};
  let fail = (_: Error): void => {};
  const promise = new Promise<void>((onResolve, onReject) => ([resolve, fail] = [onResolve, onReject]));
  promise.catch(() => {});
  const reject = (error: Error): never => {
    // Pulumi prints each error once, and its stack each time.
    error.stack = "";
    fail(error);
    throw error;
  };
  return { promise, resolve: () => resolve(), reject };
}
