/** Starts a child only while nobody else can hold its run, also when this process stands still in the middle of the start. */
import type { RunRecorder } from "#server/store/runRecorder.ts";
import { type Child, type ChildSpec, LateStartError, startChild } from "./process/childProcess.ts";

/** Null = another may hold the run. */
export async function startHeld(
  recorder: Pick<RunRecorder, "standsUntil">,
  spec: Omit<ChildSpec, "startBy">,
): Promise<Child | null> {
  for (;;) {
    const startBy = await recorder.standsUntil();
    if (startBy === null) return null;
    try {
      return await startChild({ ...spec, startBy });
    } catch (error) {
      if (!(error instanceof LateStartError)) throw error;
    }
  }
}
