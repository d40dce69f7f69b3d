/** Profiles: which harness a run uses, with what command, environment, model and limit. */
import { z } from "zod";
import { database } from "./database.ts";

const HarnessName = z.enum(["codex", "command"]);

export type Profile = {
  name: string;
  harness: z.infer<typeof HarnessName>;
  command: string[] | null;
  env: Record<string, string>;
  model: string | null;
  reasoning: string | null;
  account: string | null;
  authKind: string | null;
  limit: number | null;
  scripted: boolean;
};

const Stored = z.object({
  harness: HarnessName,
  command: z.array(z.string()).min(1).nullable(),
  env: z.record(z.string(), z.string()),
});

export async function findProfile(name: string): Promise<Profile | null> {
  const row = await database().profile.findUnique({ where: { name } });
  if (!row) return null;
  return {
    name: row.name,
    ...Stored.parse({ harness: row.harness, command: row.command, env: row.env }),
    model: row.model,
    reasoning: row.reasoning,
    account: row.account,
    authKind: row.authKind,
    limit: row.runLimit,
    scripted: row.scripted,
  };
}

/** What the pages show of profiles; their env stays here. */
export async function listProfiles(): Promise<Pick<Profile, "name" | "harness" | "model" | "scripted" | "limit">[]> {
  const rows = await database().profile.findMany({ orderBy: { name: "asc" } });
  return rows.map((row) => ({
    name: row.name,
    harness: HarnessName.parse(row.harness),
    model: row.model,
    scripted: row.scripted,
    limit: row.runLimit,
  }));
}
