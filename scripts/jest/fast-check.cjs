const real = require("../../node_modules/fast-check/lib/cjs/fast-check.js");

/**
 * fast-check with cases that are the same in every run, so that a change that breaks nothing never fails. FUZZ=10 tries
 * new cases, ten times as many.
 */
const times = Number(process.env.FUZZ ?? 0);
real.configureGlobal({ seed: times > 0 ? undefined : 1 });

const assert = (property, options = {}) =>
  real.assert(property, times > 0 ? { ...options, numRuns: (options.numRuns ?? 100) * times } : options);

module.exports = { ...real, assert, default: { ...real.default, assert } };
