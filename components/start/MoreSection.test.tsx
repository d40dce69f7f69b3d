import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { MoreSection } from "./MoreSection.tsx";
import { startDefaults } from "./startValues.ts";
import type { StartForm } from "./useStartForm.ts";

/** As the server draws it, and as it stays without scripts. */
const draw = ({ values, errors = {} }: { values?: Partial<StartForm["values"]>; errors?: StartForm["errors"] }) =>
  renderToStaticMarkup(<MoreSection form={{ values: { ...startDefaults, ...values }, errors, set: () => {} }} />);

test("what most runs leave alone is folded at first, unless something in it is filled or refused", () => {
  expect(draw({})).toContain("<details>");
  expect(draw({ values: { mission: "Elsewhere" }, errors: { mission: "Too long" } })).toContain("<details>");
  expect(draw({ values: { priority: "5" } })).toContain('<details open="">');
  expect(draw({ errors: { watch: "Is refused" } })).toContain('<details open="">');
});
