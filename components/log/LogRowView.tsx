/** One row of the log, whatever its line is, with what is said about it: picked, found, looked at. */
import { memo } from "react";
import { GapRow, SkippedRow } from "./BandRow.tsx";
import { BlockRow } from "./BlockRow.tsx";
import type { LogRow } from "./logRows.ts";
import type { RowActions } from "./rowActions.ts";
import { lineLook } from "./rowLook.ts";
import type { RowMarks } from "./rowMarks.ts";
import { TextRow } from "./TextRow.tsx";
import { TurnHead } from "./TurnHead.tsx";

export type LogRowProps = {
  row: LogRow;
  actions: RowActions;
  marks?: RowMarks | null;
  /** It belongs to the lines that the address names. */
  picked?: boolean;
  /** The hit or the error that somebody stepped to. */
  cursor?: boolean;
  tabStop?: boolean;
  /** Of skipped output: it is on its way. */
  loading?: boolean;
  /** Of a turn: how many lines it has. */
  lines?: number;
  /** Of a turn: its lines are shown. */
  open?: boolean;
  /** Of a line in several pieces: all of it. */
  bytes?: number;
};

export const LogRowView = memo(function LogRowView(props: LogRowProps) {
  const { picked = false, cursor = false, marks = null } = props;
  return (
    <div className={lineLook({ picked, cursor, found: marks !== null })}>
      <Line {...props} />
    </div>
  );
});

function Line({ row, actions, marks = null, tabStop = false, ...more }: LogRowProps) {
  const { entry, at } = row;
  const { line } = entry;
  switch (line.kind) {
    case "turn":
      return <TurnHead line={line} lines={more.lines ?? 0} open={more.open ?? true} actions={actions} />;
    case "block":
      return <BlockRow entry={{ ...entry, line }} {...{ at, actions, marks, tabStop }} />;
    case "skipped":
      return <SkippedRow entry={{ ...entry, line }} loading={more.loading ?? false} {...{ at, actions, tabStop }} />;
    case "gap":
      return <GapRow line={line} actions={actions} />;
    case "passage":
      return null; // is drawn by pages
    case "text":
      return (
        <TextRow
          row={{ ...row, entry: { ...entry, line } }}
          bytes={more.bytes ?? line.text.length}
          {...{ actions, marks, tabStop }}
        />
      );
  }
}
