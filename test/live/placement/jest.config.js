const [, , project] = require("../../../jest.config").projects;

/** The tests of the placement language, on Karmada as its own installer makes it: no Pulumi is needed. */
module.exports = {
  ...project,
  displayName: "placement",
  roots: ["<rootDir>/test/live/placement"],
  testPathIgnorePatterns: [],
  globalSetup: "<rootDir>/test/live/placement/set-up.ts",
  globalTeardown: "<rootDir>/test/live/placement/tear-down.ts",
  maxWorkers: 1,
  testTimeout: 900_000,
  reporters: ["default", ["<rootDir>/test/live/times-reporter.js", { folder: __dirname }]],
};
