/** Tests with the real Pulumi engine, one file after another. Each starts with bare clusters and leaves them bare. */
module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  testPathIgnorePatterns: ["/placement/"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  maxWorkers: 1,
  testTimeout: 1_200_000,
  reporters: ["default", "./times-reporter.js"],
};
