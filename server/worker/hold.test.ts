/** What the holder says of a move that a command made: once, by its name, and never after it let go. */
import { expect, it } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import type { RunRecorder } from "#server/store/runRecorder.ts";
import { type HeldState, openState, publishControl } from "./hold.ts";

async function publish(
  published: RunStatus,
  control: Partial<HeldState["control"]>,
  change: Partial<HeldState> = {},
): Promise<RunEventBody[]> {
  const said: RunEventBody[] = [];
  const recorder = {
    commit: async ({ bodies }: { bodies: RunEventBody[] }) => {
      said.push(...bodies);
      return "won" as const;
    },
  } as RunRecorder;
  const row = {
    status: published,
    publishedStatus: published,
    stopAfterTurn: false,
    controlActor: localActor,
  } as unknown as RunRow;
  const state = { ...openState(row), ...change };
  state.control = { ...state.control, ...control };
  // The listener and the release may come at the same moment.
  await Promise.all([publishControl(recorder, state), publishControl(recorder, state)]);
  return said;
}

it.each<[RunStatus, Partial<HeldState["control"]>, object[]]>([
  ["running", { status: "running" }, []],
  ["running", { status: "pausing" }, [{ type: "run_updated", status: "pausing", changed: ["status"] }]],
  ["running", { status: "cancelling" }, [{ type: "run_updated", status: "cancelling", changed: ["status"] }]],
  ["running", { stopAfterTurn: true }, [{ type: "run_updated", status: "running", changed: ["stopAfterTurn"] }]],
  ["pausing", { status: "running" }, [{ type: "run_resumed" }]],
  [
    "pausing",
    { status: "running", stopAfterTurn: true },
    [{ type: "run_updated", status: "running", changed: ["status", "stopAfterTurn"] }],
  ],
])("%s, and the row says %o", async (published, control, expected) => {
  expect(await publish(published, control)).toEqual(expected.map((body) => ({ ...body, actor: localActor })));
});

it("while the release is being written the row's own end is not published a second time", async () => {
  expect(await publish("running", { status: "completed" }, { releasing: true })).toEqual([]);
});
