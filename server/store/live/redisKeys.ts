/** Every key that Codi has in Redis. */
const run = (runId: string) => `codi:api:run:${runId}`;

export const redisKeys = {
  events: (runId: string) => `${run(runId)}:events`,
  control: (runId: string) => `${run(runId)}:ctl`,
  lock: (runId: string) => `${run(runId)}:lock`,
  meta: (runId: string) => `${run(runId)}:meta`,
  subscribers: (runId: string) => `${run(runId)}:subscribers`,
  /** Lives for one second after each feed entry of the run: the pace that all processes share. */
  feedPace: (runId: string) => `${run(runId)}:fed`,
  index: "codi:api:runs:index",
  feed: "codi:api:feed",
  wake: "codi:api:wake",
  webWake: (webId: string) => `codi:api:wake:web:${webId}`,
  instance: "codi:api:instance",
} as const;
