/** The runs that the palette shows before anything is typed. */

const RECENT = 5; // leaves room for what can be done

export const latestRuns = { limit: RECENT } as const;
