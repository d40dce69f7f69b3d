/** Old output that a viewer is told of without its text: which events it stands for, and where the text is stored. */
export type OutputPassage = {
  /** The events, from the first to the last: all of them output of one turn and stream. */
  from: number;
  to: number;
  /** When the first of them happened. */
  ts: string;
  turn: number;
  stream: "stdout" | "stderr";
  /** Its bytes in the stored output, and its lines there, counted from 0. */
  offset: number;
  bytes: number;
  line: number;
  lines: number;
  /** How many lines a log has that shows the events themselves: what they skip is one. */
  shown: number;
};
