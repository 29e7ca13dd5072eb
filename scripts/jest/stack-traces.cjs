const { AssertionError } = require("node:assert");

/** Node's own Error, by which Jest translates traces. Tests run in a context that has another Error. */
const NodeError = Object.getPrototypeOf(AssertionError);
const OF_PROMISES = /[/\\]@pulumi[/\\]pulumi[/\\]runtime[/\\]debuggable\.js$/;

// Pulumi notes where each promise is made, to report those that never end. To translate that takes half the time of a
// recording, and no test reads it.
Error.prepareStackTrace = (error, frames) =>
  OF_PROMISES.test(frames[0]?.getFileName() ?? "") ? "" : NodeError.prepareStackTrace(error, frames);
