/** What a start tells the person in front of it: one line a step, with its time. */

export type Steps = {
  /** Runs the work, then prints its line; `log` prints a line below it at once. */
  step<T>(name: string, work: (log: (line: string) => void) => Promise<{ value: T; said: string }>): Promise<T>;
  say: (line: string) => void;
};

const NAME_WIDTH = 12;

export function seconds(sinceMs: number): string {
  return `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
}

export function openSteps(write: (text: string) => void): Steps {
  const say = (line: string) => write(`  ${line}\n`);
  return {
    say,
    async step(name, work) {
      const from = Date.now();
      const label = name.padEnd(NAME_WIDTH);
      try {
        const { value, said } = await work((line) => say(`${label}  ${line}`));
        say(`${label}  ${said} (${seconds(from)})`);
        return value;
      } catch (error) {
        const how = error instanceof Error && error.name === "AbortError" ? "stopped" : "failed";
        say(`${label}  ${how} (${seconds(from)})`);
        throw error;
      }
    },
  };
}
