/** What the first turn of a start body would send and execute, without starting anything. */
export type PromptPreview = {
  prompt: string;
  bytes: number;
  parts: { name: string; bytes: number }[];
  /** The exact argv of the turn. */
  command: string[];
  epicFolder: string;
  stopFilePresent: boolean;
};
