/** The yardstick's page: as many lines of the same text in react-virtuoso, each as high, made when it is drawn. */
import { createRoot } from "react-dom/client";
import { Virtuoso } from "react-virtuoso";
import { lineText } from "#server/testing/longLines.ts";

const LINE_PX = 20;
const asked = new URLSearchParams(location.search);
const [lines, perTurn] = [Number(asked.get("lines")), Number(asked.get("perTurn"))];
const row = { height: LINE_PX, overflow: "hidden", whiteSpace: "pre", font: "13px/20px monospace" } as const;

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <Virtuoso
      data-log=""
      style={{ height: "100vh" }}
      totalCount={lines}
      fixedItemHeight={LINE_PX}
      itemContent={(n) => <div style={row}>{lineText(Math.floor(n / perTurn) + 1, n % perTurn)}</div>}
    />,
  );
