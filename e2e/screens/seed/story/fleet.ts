/** The projects, profiles and workers that seeded runs belong to. */

export const projects = {
  "payments-api": { limit: 3 },
  storefront: { limit: null },
  "ledger-core": { limit: null },
  "mobile-shell": { limit: 2 },
  "docs-site": { limit: null },
} as const satisfies Record<string, { limit: number | null }>;
export type ProjectName = keyof typeof projects;

export const profiles = {
  "codex-team-1": { model: "gpt-5-codex", reasoning: "high", account: "codex-team-1", limit: null },
  "codex-docs": { model: "gpt-5-codex", reasoning: "medium", account: "codex-docs", limit: 2 },
} as const;

type SeededWorker = {
  id: string;
  host: string;
  pid: number;
  slots: number;
  sites: string[];
  upMinutes: number;
  /** Minutes since its last heartbeat; null = alive. */
  goneMinutes: number | null;
  draining: boolean;
};

const worker = (number: number, host: string, rest: Partial<SeededWorker>): SeededWorker => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  host,
  pid: 30_000 + number * 811,
  slots: 3,
  sites: ["default"],
  upMinutes: 24 * 60,
  goneMinutes: null,
  draining: false,
  ...rest,
});

export const workers = {
  one: worker(1, "build-5", { pid: 31_044, upMinutes: 6 * 24 * 60 + 250 }),
  two: worker(2, "build-5", { pid: 31_877, upMinutes: 312 }),
  three: worker(3, "build-7", { pid: 48_120, upMinutes: 6 * 24 * 60 + 244 }),
  four: worker(4, "mac-mini-2", { pid: 902, upMinutes: 26 * 60 + 11, draining: false }),
  gone: worker(5, "build-5", { pid: 29_310, upMinutes: 9 * 60, goneMinutes: 31 }),
} as const satisfies Record<string, SeededWorker>;
export type WorkerName = keyof typeof workers;
export const workerNames = Object.keys(workers) as WorkerName[];
