/** The throw-away project of the demo: a small Node package with two real mistakes that its own test does not see. */

/** How the demo recognises its project: it works in no other folder. */
export const DEMO_PACKAGE_NAME = "codi-demo-price-list";

const packageJson = {
  name: DEMO_PACKAGE_NAME,
  version: "1.0.0",
  private: true,
  description: "Prices the way the shop prints them",
  type: "module",
  exports: "./src/price.js",
  scripts: { test: "node --test" },
};

/** Relative path → content. */
export const demoFiles: Record<string, string> = {
  "package.json": `${JSON.stringify(packageJson, null, 2)}\n`,
  "README.md": `# Price list

Prints amounts the way the shop does: two decimals, half cents rounded up, and never a minus before zero.

| amount | printed |
| --- | --- |
| 12.5 | 12.50 |
| 1.005 | 1.01 |
| -3 | -3.00 |
| -0.001 | 0.00 |
`,
  "src/price.js": `/** An amount as the shop prints it: 12.5 becomes "12.50". */
export function formatPrice(amount) {
  return amount.toFixed(2);
}

/** What all lines of an order cost together, as printed. */
export function formatTotal(lines) {
  const total = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  return formatPrice(total);
}
`,
  "test/price.test.js": `import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPrice, formatTotal } from "../src/price.js";

test("prints two decimals", () => {
  assert.equal(formatPrice(12.5), "12.50");
  assert.equal(formatPrice(-3), "-3.00");
});

test("adds up the lines of an order", () => {
  assert.equal(formatTotal([{ price: 2.25, quantity: 2 }, { price: 10, quantity: 1 }]), "14.50");
});
`,
};
