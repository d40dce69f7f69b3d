/** What ESLint refuses: the style of ARCHITECTURE.md that types cannot say. Who may import whom is in .dependency-cruiser.cjs. */
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const tests = ["**/*.test.ts", "**/*.test.tsx", "e2e/**/*.spec.ts", "server/testing/**"];

/** One place reads the environment; what runs before it (server/local) and what runs around it (tests, tools) may too. */
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Only server/env.ts reads process.env.",
};
const enums = { selector: "TSEnumDeclaration", message: "A union of strings instead of an enum." };
const classes = {
  selector: "ClassDeclaration:not([superClass]), ClassExpression:not([superClass])",
  message: "Functions and plain objects; classes only for errors.",
};
const barrels = { selector: "ExportAllDeclaration", message: "No barrels: import from the file that owns it." };
const defaultExports = {
  selector: "ExportDefaultDeclaration, ExportSpecifier[exported.name='default']",
  message: "Named exports; a default only where Next or a tool asks for one.",
};
const skips = {
  selector:
    "CallExpression[callee.property.name=/^(skip|only|todo|fixme|skipIf|runIf|fails)$/][callee.object.name=/^(it|test|describe|suite)$/]",
  message: "Every test runs, everywhere.",
};
const skippedDescribes = {
  selector: "CallExpression[callee.property.name=/^(skip|only|fixme)$/][callee.object.property.name='describe']",
  message: "Every test runs, everywhere.",
};
const lostTimeouts = {
  selector:
    "CallExpression[callee.object.name='AbortSignal'][callee.property.name='any'] CallExpression[callee.property.name='timeout']",
  message: "A controller and a timer: Node collects a timeout that only AbortSignal.any knows, and it never fires.",
};
const machineClock = {
  selector:
    "CallExpression[callee.object.name='Date'][callee.property.name='now'], NewExpression[callee.name='Date'][arguments.length=0]",
  message: "recordNow(): the clock of this machine may be wrong.",
};

const always = [enums, classes, barrels, lostTimeouts];

export default defineConfig(
  globalIgnores([
    "node_modules/",
    ".next/",
    "dist/",
    ".codi/",
    "prisma/generated/",
    "next-env.d.ts",
    "test-results/",
    "playwright-report/",
    "bench/results/",
    "chaos/results/",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx,js,mjs,cjs}"],
    extends: [tseslint.configs.base],
    rules: {
      eqeqeq: ["error", "always"],
      "max-lines": ["error", 250],
      "max-params": ["error", 3],
      "no-constant-binary-expression": "error",
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^\\.\\.", message: "No climbing: #server/… or #components/… instead." },
            {
              regex: "^(fs|os|path|http|https|net|child_process|crypto|url|stream|timers|events)(/|$)",
              message: "node:…",
            },
            { regex: "^\\./.*(?<!\\.(ts|tsx|mjs|cjs|js|css|json|svg))$", message: "Imports carry their extension." },
            { regex: "^#(?!.*\\.(ts|tsx|mjs)$)", message: "Imports carry their extension." },
          ],
        },
      ],
      "no-unreachable": "error",
      "no-useless-rename": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "no-restricted-syntax": ["error", environment, ...always, defaultExports],
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // Functions and plain objects: a method that is handed on needs no `this`.
      "@typescript-eslint/unbound-method": "off",
      // An async function without await keeps a rejection a rejection: the promise is part of its signature.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["app/**", "components/**", "server/**", "*.ts"],
    ignores: ["server/local/**", ...tests],
    rules: { "no-console": "error" },
  },
  { files: ["components/**", "app/**"], extends: [reactHooks.configs.flat["recommended-latest"]] },
  {
    // The virtualiser's own state is fine: the React compiler is not used.
    files: ["components/**", "app/**"],
    rules: { "react-hooks/incompatible-library": "off" },
  },
  {
    // The output compares the times of its own machine's files.
    files: ["server/**"],
    ignores: ["server/worker/output/**", "server/store/records/recordClock.ts"],
    rules: { "no-restricted-syntax": ["error", environment, ...always, defaultExports, machineClock] },
  },
  {
    files: ["server/env.ts", "server/local/**", "bench/**", "bin/**", "chaos/**", "e2e/support/**"],
    rules: { "no-restricted-syntax": ["error", ...always, defaultExports] },
  },
  {
    files: ["app/**", "*.{ts,js,mjs,cjs}"],
    rules: { "no-restricted-syntax": ["error", ...always, environment] },
  },
  {
    files: ["*.config.{ts,js,mjs}", "e2e/support/globalSetup.ts"],
    rules: { "no-restricted-syntax": ["error", ...always] },
  },
  {
    files: [...tests, "e2e/**/*.test.ts"],
    rules: {
      "max-lines": ["error", 400],
      "no-restricted-syntax": ["error", ...always, defaultExports, skips, skippedDescribes],
    },
  },
);
