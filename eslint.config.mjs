import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";
import { optionalTakesUndefined } from "./scripts/lint/optional-takes-undefined.mjs";

/**
 * Folders of a package, from the lowest layer up. A folder imports only from lower layers, not from the folders next to
 * it, nor from the package's entry point.
 */
const CONSTRUCTS = [
  ["api", "faults", "json"],
  ["karmada"],
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
const BELOW_PLAN = CONSTRUCTS.slice(0, 3).flat();

const CORE = [
  ["kube", "validation"],
  ["pki"],
  ["karmada", "kubeconfig"],
  ["host"],
  ["etcd"],
  ["backup", "federated-api"],
  ["access", "clusters"],
  ["control-plane", "departures", "dns", "members"],
  ["waves"],
  ["deploy"],
  ["federation", "testing"],
];
const WITHOUT_CDK8S = {
  regex: "^(cdk8s|constructs)(/|$)|^@fedstack/constructs$",
  message: "Core reads charts only through their toJson().",
};

const WITHOUT_PULUMI = { regex: "^@(pulumi|fedstack/core)(/|$)", message: "The constructs work without Pulumi." };
const DETOUR = { regex: "^\\./\\.\\.|[^./]/\\.\\.(/|$)|/$", message: "Use the shortest path to the file." };
const OWN_NAME = { regex: "^@fedstack/core(/|$)", message: "A package imports its own files by their relative paths." };
const PURE = { regex: "^(@pulumi|@fedstack|cdk8s|constructs)(/|$)", message: "Pure: imports no SDK." };

const LATE_IMPORT = {
  selector: ":matches(ImportExpression, CallExpression[callee.name='require']) > Literal[value=/\\.\\.|^@fedstack/]",
  message: "Import it at the top of the file, where the layers are checked. Only what is below can wait.",
};
/** Names that Karmada gives, as texts and in templates. */
const KARMADA = "/\\bkarmada\\.io\\b|^karmada-/";
const KARMADA_NAMES = [`Literal[value=${KARMADA}]`, `TemplateElement[value.raw=${KARMADA}]`].map((selector) => ({
  selector,
  message: "A name that Karmada gives: take it from karmada/, where each is written once.",
}));

/**
 * Lets each folder, and the folders inside it, import only from lower layers and, outside of `folder`, from `outside`.
 * `others` are more patterns that it must not import.
 */
function layers(folder, rooms, others, outside = []) {
  return rooms.flatMap((layer, level) => {
    const open = [...rooms.slice(0, level).flat(), ...outside.map((other) => `\\.\\./${other}`)].join("|");
    const names = [...rooms.slice(0, level).flat(), ...outside].join(", ") || "itself";
    return layer.flatMap((room) =>
      ["\\.\\.", "\\.\\./\\.\\."].map((up, depth) => ({
        files: [`${folder}/${room}/${depth === 0 ? "*" : "*/**"}`],
        ignores: ["**/*.test.ts", "**/*.test-support.ts"],
        rules: {
          "no-restricted-imports": [
            "error",
            {
              patterns: [
                { regex: `^${up}(?!/(${open})(/|$))`, message: `"${room}" imports only from ${names}.` },
                DETOUR,
                ...others(room),
              ],
            },
          ],
        },
      })),
    );
  });
}

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "**/node_modules/**",
      "packages/core/definitions/**",
      "test/consumers/**",
      "test/.snippets/**",
      "demo-out/**",
      "site/**",
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-require-imports": "off",
      eqeqeq: "error",
      "max-lines": ["error", 300],
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
    rules: {
      "fedstack/optional-takes-undefined": "error",
      "no-restricted-syntax": ["error", LATE_IMPORT, ...KARMADA_NAMES],
    },
  },
  {
    files: ["packages/*/src/karmada/**/*.ts"],
    ignores: ["**/*.test.ts", "**/*.test-support.ts"],
    rules: { "no-restricted-syntax": ["error", LATE_IMPORT] },
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
          message: "Name the behavior. Nobody here knows what the number means.",
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
    ["api", "faults", "json", "karmada", "kinds", "names", "plan"].includes(room) ? [PURE] : [WITHOUT_PULUMI],
  ),
  ...layers("packages/constructs/src/plan", PLAN, () => [PURE], BELOW_PLAN),
  {
    files: ["packages/core/src/**"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [WITHOUT_CDK8S] }] },
  },
  ...layers("packages/core/src", CORE, () => [WITHOUT_CDK8S, OWN_NAME]),
  prettier,
);
