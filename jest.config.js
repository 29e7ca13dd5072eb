/** Folder with other versions of the peers, which `npm run test:peers` fills. */
const peers = process.env.PEERS;

/** Jest projects: one per package, and one for what spans packages. tsc checks the types. */
const project = (name, root) => ({
  displayName: name,
  rootDir: __dirname,
  roots: [`<rootDir>/${root}`],
  testEnvironment: "<rootDir>/scripts/jest/environment.cjs",
  testEnvironmentOptions: { globalsCleanup: "off" },
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  moduleNameMapper: {
    "/debuggable$": "<rootDir>/scripts/jest/debuggable.cjs",
    "^@npmcli/arborist$|/typescript-shim$|^\\./automation$": "<rootDir>/scripts/jest/nothing.cjs",
    "^fast-check$": "<rootDir>/scripts/jest/fast-check.cjs",
    ...(peers && { "^(@pulumi/(?:pulumi|kubernetes|tls)|cdk8s|constructs)(/.*)?$": `${peers}/node_modules/$1$2` }),
    "^@fedstack/(constructs|core)$": "<rootDir>/packages/$1/src/index.ts",
    "^@fedstack/constructs/(faults|kinds|names|plan)$": "<rootDir>/packages/constructs/src/$1/index.ts",
    "^@fedstack/core/(testing)$": "<rootDir>/packages/core/src/$1/index.ts",
  },
});

const acrossPackages = project("test", "test");

module.exports = {
  testTimeout: 180_000,
  // By default, jest leaves one core free: half of a machine that has two.
  maxWorkers: "100%",
  projects: [
    project("constructs", "packages/constructs/src"),
    project("core", "packages/core/src"),
    {
      ...acrossPackages,
      testPathIgnorePatterns: ["/live/", "/consumers/"],
      moduleNameMapper: {
        ...acrossPackages.moduleNameMapper,
        "^@pulumi/(eks|gcp|azure-native)$": "<rootDir>/test/clouds/$1.ts",
      },
    },
  ],
};
