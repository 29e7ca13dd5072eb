const [, , project] = require("../../../jest.config").projects;

/** Tests of placements on a Karmada from its own installer. They do not need Pulumi. */
module.exports = {
  ...project,
  displayName: "placement",
  testEnvironment: "node",
  roots: ["<rootDir>/test/live/placement"],
  testPathIgnorePatterns: [],
  globalSetup: "<rootDir>/test/live/placement/set-up.ts",
  globalTeardown: "<rootDir>/test/live/placement/tear-down.ts",
  maxWorkers: 1,
  testTimeout: 1_800_000,
  reporters: ["default", ["<rootDir>/test/live/times-reporter.js", { folder: __dirname }]],
};
