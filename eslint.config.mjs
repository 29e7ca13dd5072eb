import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";
import { optionalTakesUndefined } from "./scripts/lint/optional-takes-undefined.mjs";

/**
 * Folders of a package, from the lowest layer up. A folder imports only from lower layers, not from the folders next to
 * it.
 */
const CONSTRUCTS = [
  ["api", "faults", "json"],
  ["kinds", "names"],
  ["plan", "validation"],
  ["api-objects", "members"],
  ["override", "placement"],
  ["chart"],
  ["propagation"],
  ["objects"],
  ["workloads"],
  ["migrate", "policy"],
];
const PLAN = [["model"], ["policies", "scheduler"], ["overrides"], ["objects"], ["report"]];
const ABOVE_PLAN = {
  regex: `^\\.\\.(/plan-.*|/\\.\\./(?!(${CONSTRUCTS.slice(0, 2).flat().join("|")})(/|$)).*)?$`,
  message: `Folders of the plan import only from one another and from ${CONSTRUCTS.slice(0, 2).flat().join(", ")}.`,
};

const CORE = [
  ["kube", "pki", "validation"],
  ["karmada", "kubeconfig"],
  ["host"],
  ["federated-api"],
  ["control-plane", "dns", "members"],
  ["deploy"],
  ["federation"],
];
const WITHOUT_CDK8S = {
  regex: "^(cdk8s|constructs)(/|$)|^@fedstack/constructs$",
  message: "Core reads charts only through their toJson().",
};

const WITHOUT_PULUMI = { regex: "^@(pulumi|fedstack/core)(/|$)", message: "The constructs work without Pulumi." };
const PURE = { regex: "^(@pulumi|@fedstack|cdk8s|constructs)(/|$)", message: "Pure: imports no SDK." };

/**
 * Keeps each folder from importing from layers above it or from folders next to it. `others` are more patterns that it
 * must not import.
 */
function layers(folder, rooms, others) {
  return rooms.flatMap((layer, level) =>
    layer.map((room) => {
      const closed = rooms
        .slice(level)
        .flat()
        .filter((other) => other !== room);
      const message = `"${room}" must not import from ${closed.join(", ")}: they are above or beside it.`;
      const patterns = closed.length > 0 ? [{ regex: `^\\.\\./(${closed.join("|")})(/|$)`, message }] : [];
      return {
        files: [`${folder}/${room}/**`],
        ignores: ["**/*.test.ts"],
        rules: { "no-restricted-imports": ["error", { patterns: [...patterns, ...others(room)] }] },
      };
    }),
  );
}

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
    languageOptions: {
      parserOptions: { project: ["tsconfig.unit.json", "test/tsconfig.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/explicit-member-accessibility": ["error", { overrides: { constructors: "explicit" } }],
    },
  },
  {
    files: ["packages/*/src/**/*.ts"],
    ignores: ["**/*.test.ts", "**/*.test-support.ts"],
    plugins: { fedstack: { rules: { "optional-takes-undefined": optionalTakesUndefined } } },
    rules: { "fedstack/optional-takes-undefined": "error" },
  },
  {
    files: ["**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='apply'] CallExpression[callee.name='expect']",
          message: "The callback may never run. Collect what the Output holds, and expect it afterward.",
        },
        {
          selector: "CallExpression > .arguments:first-child:matches(Literal[value=/^[A-Z]?\\d+[a-z]?: /])",
          message: "Name the behavior. Nobody here knows what the number stands for.",
        },
      ],
    },
  },
  {
    files: ["packages/constructs/src/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [WITHOUT_PULUMI] }] },
  },
  ...layers("packages/constructs/src", CONSTRUCTS, (room) =>
    ["faults", "json", "kinds", "names", "plan"].includes(room) ? [PURE] : [WITHOUT_PULUMI],
  ),
  ...layers("packages/constructs/src/plan", PLAN, () => [PURE, ABOVE_PLAN]),
  {
    files: ["packages/core/src/**"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [WITHOUT_CDK8S] }] },
  },
  ...layers("packages/core/src", CORE, () => [WITHOUT_CDK8S]),
  prettier,
);
