/** Profiles of a test's own: any program takes the place of Codex. */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Codi } from "./codi.ts";
import { inDatabase } from "./inDatabase.ts";
import type { CodiAddress } from "./startCodi.ts";

/** The command line of one of the programs with one behaviour. */
export function fake(name: string, ...args: string[]): string[] {
  return [process.execPath, fileURLToPath(import.meta.resolve(`#server/testing/fakes/${name}.mjs`)), ...args];
}

/** Makes a profile of that command and answers its name. */
export async function addProfile(codi: CodiAddress, command: string[], env = {}): Promise<string> {
  const name = `test-${randomUUID().slice(0, 8)}`;
  await inDatabase(codi, (client) =>
    client.query("INSERT INTO profile (name, harness, command, env) VALUES ($1, 'command', $2, $3)", [
      name,
      JSON.stringify(command),
      JSON.stringify(env),
    ]),
  );
  return name;
}

/** Makes a profile whose Codex says these lines in every turn, whatever it is asked, and answers its name. */
export async function addCodex(codi: Codi, lines: object[], end = { log: "", exitCode: 0 }): Promise<string> {
  const folder = await codi.newWorkspace();
  await writeFile(join(folder, "lines"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  await writeFile(join(folder, "log"), end.log);
  return addCodexProgram(codi, `cat "${folder}/lines"; cat "${folder}/log" >&2; exit ${end.exitCode}`);
}

/** Makes a profile in which this takes the place of Codex: what a shell does. */
export async function addCodexProgram(codi: Codi, shell: string): Promise<string> {
  const name = `test-${randomUUID().slice(0, 8)}`;
  const folder = await codi.newWorkspace();
  const program = `#!/bin/sh\n[ "$1" = --version ] && echo "codex-cli 0.0.0" && exit\n${shell}\n`;
  await writeFile(join(folder, "codex"), program, { mode: 0o755 });
  const env = { PATH: [folder, process.env.PATH].join(delimiter), CODEX_HOME: folder };
  await inDatabase(codi, (client) =>
    client.query("INSERT INTO profile (name, harness, env) VALUES ($1, 'codex', $2)", [name, JSON.stringify(env)]),
  );
  return name;
}

/** Writes a settled run down once more, `count` times, each a second older than the one before: lists need many. */
export async function copyRun(codi: CodiAddress, copy: { runId: string; count: number; name: string }): Promise<void> {
  await inDatabase(codi, (client) =>
    client.query(
      `INSERT INTO run
       SELECT copied.* FROM run, generate_series(1, $3::int) AS age,
         LATERAL jsonb_populate_record(run, jsonb_build_object(
           'id', 'r_' || gen_random_uuid(),
           'number', nextval(pg_get_serial_sequence('run', 'number')),
           'name', $2 || ' ' || age,
           'created_at', run.created_at - age * interval '1 second')) AS copied
       WHERE run.id = $1`,
      [copy.runId, copy.name, copy.count],
    ),
  );
}
