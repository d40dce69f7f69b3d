/** A whole story, turn after turn, on one clock that begins with its first event. */
import { createHash } from "node:crypto";
import type { Moment, PlayedTurn } from "./playTurn.ts";
import { playTurn } from "./playTurn.ts";
import type { AuditLine, Scene } from "./step.ts";

export type PlayedStory = {
  moments: Moment[];
  turns: PlayedTurn[];
  audit: (AuditLine & { at: number })[];
  /** Of all turns, but for the one that runs. */
  pausedMs: number;
  lengthMs: number;
};

export type Prompt = { text: string; sha256: string; bytes: number };

export function toPrompt(text: string): Prompt {
  return { text, sha256: createHash("sha256").update(text).digest("hex"), bytes: Buffer.byteLength(text) };
}

/** `firstPid` grows with every turn, as pids do. */
export function playStory(scenes: readonly Scene[], config: Record<string, unknown>, firstPid: number): PlayedStory {
  const moments: Moment[] = [];
  const turns: PlayedTurn[] = [];
  const audit: PlayedStory["audit"] = [];
  let at = 0;
  let pausedFrom: number | null = null;
  let pausedMs = 0;
  if (scenes.length > 0) moments.push({ at, body: { type: "run_started", config } });
  for (const scene of scenes) {
    if (scene.kind === "between") {
      at += Math.round(scene.after * 1_000);
      for (const body of scene.events) moments.push({ at, body });
      if (scene.audit) audit.push({ ...scene.audit, at });
      if (scene.events.some(({ type }) => type === "run_paused")) pausedFrom = at;
      if (pausedFrom !== null && scene.events.some(({ type }) => type === "run_resumed")) {
        pausedMs += at - pausedFrom;
        pausedFrom = null;
      }
      continue;
    }
    at += Math.round(scene.waits * 1_000);
    const before = turns.at(-1);
    const again = before?.scene.end.kind === "failed" && before.scene.end.retried;
    const { sha256, bytes } = toPrompt(scene.prompt);
    const played = playTurn(scene, {
      turn: (before?.turn ?? 0) + (again ? 0 : 1),
      try: again ? before.try + 1 : 1,
      from: at,
      pid: firstPid + turns.length * 37,
      promptBytes: bytes,
      promptHash: sha256,
    });
    turns.push(played);
    moments.push(...played.moments);
    at = played.to;
  }
  return { moments, turns, audit, pausedMs, lengthMs: at };
}
