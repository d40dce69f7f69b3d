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

const worker = (id: string, host: string, rest: Partial<SeededWorker> & { pid: number }): SeededWorker => ({
  id,
  host,
  slots: 3,
  sites: ["default"],
  upMinutes: 24 * 60,
  goneMinutes: null,
  draining: false,
  ...rest,
});

export const workers = {
  one: worker("5e0c1b7a-94d2-4f6e-a1c3-7b2d908e4f16", "build-5", { pid: 31_044, upMinutes: 6 * 24 * 60 + 250 }),
  two: worker("a83f62d4-1c5b-4e09-b7d8-20f9c6e5713a", "build-5", { pid: 31_877, upMinutes: 312 }),
  three: worker("c19d7e35-6a80-4b2f-9e44-f5a1d3082b67", "build-7", { pid: 48_120, upMinutes: 6 * 24 * 60 + 244 }),
  four: worker("2f6b84a0-d7e1-4c93-8a5f-e61c90b7342d", "mac-mini-2", {
    pid: 902,
    upMinutes: 26 * 60 + 11,
    draining: false,
  }),
  gone: worker("e4712c9f-083b-4d5a-b6e0-913f7ad8c520", "build-5", { pid: 29_310, upMinutes: 9 * 60, goneMinutes: 31 }),
} as const satisfies Record<string, SeededWorker>;
export type WorkerName = keyof typeof workers;
export const workerNames = Object.keys(workers) as WorkerName[];
