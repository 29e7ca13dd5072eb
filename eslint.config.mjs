import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

const noImport = (regex, message) => ({ "no-restricted-imports": ["error", { patterns: [{ regex, message }] }] });

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", "packages/core/definitions/**", "test/consumers/**", "demo-out/**"] },
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-require-imports": "off",
      eqeqeq: "error",
    },
  },
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/explicit-member-accessibility": ["error", { overrides: { constructors: "explicit" } }],
    },
  },
  {
    files: ["packages/constructs/src/**"],
    ignores: ["**/*.test.ts"],
    rules: noImport("^@(pulumi|fedstack/core)(/|$)", "The constructs work without Pulumi."),
  },
  {
    files: ["packages/constructs/src/names/**", "packages/constructs/src/plan/**"],
    ignores: ["**/*.test.ts"],
    rules: noImport("^(@pulumi|@fedstack|cdk8s|constructs)(/|$)", "Pure: imports no SDK."),
  },
  {
    files: ["packages/core/src/**"],
    ignores: ["**/*.test.ts"],
    rules: noImport("^(cdk8s|constructs)(/|$)|^@fedstack/constructs$", "Core reads charts by their toJson() alone."),
  },
  prettier,
);
