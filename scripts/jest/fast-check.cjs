const real = require("../../node_modules/fast-check/lib/cjs/fast-check.js");

/**
 * fast-check with cases that are the same in every run, so that a change that breaks nothing never fails. FUZZ=10 tries
 * new cases, ten times as many.
 */
const times = Number(process.env.FUZZ ?? 0);
real.configureGlobal({ seed: times > 0 ? undefined : 1 });

const assert = (property, options = {}) =>
  real.assert(property, times > 0 ? { ...options, numRuns: (options.numRuns ?? 100) * times } : options);

/** Any character but half of a pair. fast-check's own `binary` takes a second to build a table of all of them. */
const character = real
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));
const string = (options = {}) => real.string(options.unit === "binary" ? { ...options, unit: character } : options);

module.exports = { ...real, assert, string, default: { ...real.default, assert, string } };
