/** Every write of the records that a worker can reach is stopped by a higher claim, or says here why it need not be. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { findWrites, type Sources } from "./fencedWrites.ts";
import { sourceTree } from "./sourceTree.ts";

/** Writes of a worker that belong to no claim. */
const allowed: Record<string, string> = {
  "logRemoval.ts removeStep": "logs of runs that settled days ago, which nothing leaves; their rows are locked",
  "runClaim.ts claimDueRun": "takes a run that nobody holds: this is the statement that raises the claim",
  "runEnvTable.ts deleteOldRunEnv": "the env of runs that settled a day ago, whoever held them",
  "settledStreams.ts markStreamEnded": "a run that has settled, which nothing leaves, whoever held it",
  "workerTable.ts beatWorker": "the worker's own row of the registry",
  "workerTable.ts deleteOldWorkers": "rows of the registry of workers that are long gone and hold nothing",
  "workerTable.ts registerWorker": "the worker's own row of the registry",
  "workerTable.ts retireWorker": "the worker's own row of the registry",
};

async function ownSources(): Promise<Sources> {
  const { files } = await sourceTree();
  const sources = files.filter((file) => /^server\/.*\.ts$/.test(file) && !/\.test\.ts$|^server\/testing\//.test(file));
  return new Map(await Promise.all(sources.map(async (file) => [file, await readFile(file, "utf8")] as const)));
}

const own = findWrites(await ownSources());

describe("the writes of a worker", () => {
  it("are found", () => {
    expect(own.writers).toEqual(
      expect.arrayContaining([
        "claimRenewal.ts renewClaims",
        "eventArchive.ts appendChunks",
        "outputStore.ts appendOutputChunk",
        "runClaim.ts noteRedis",
        "runClaim.ts reserveSeqs",
        "runClaim.ts takeOverClaim",
        "runCommit.ts appendGap",
        "runCommit.ts commitRun",
        "turnTable.ts endTurn",
        "turnTable.ts insertPrompt",
        "turnTable.ts insertTurn",
      ]),
    );
  });

  it("carry the claim, stand in a transaction that does, or are named here with the reason", () => {
    expect(own.unfenced).toEqual(Object.keys(allowed).sort());
  });

  it("share the transaction of a commit: the worker opens none", () => {
    expect(own.outside).toEqual([]);
  });
});

/** A store and a worker of a few lines, with one thing wrong or right in them. */
function found(records: string, worker: string) {
  return findWrites(
    new Map([
      ["server/store/records/a.ts", records],
      ["server/worker/main.ts", worker],
    ]),
  );
}
const uses = (name: string) => `import { ${name} } from "#server/store/records/a.ts"; void ${name};`;

const cases: { rule: string; records: string; unfenced: string[] }[] = [
  {
    rule: "SQL whose WHERE names no claim is found",
    records:
      "export async function a(id: string) { await database().$executeRaw`UPDATE run SET claim = ${1} WHERE id = ${id}`; }",
    unfenced: ["a.ts a"],
  },
  {
    rule: "SQL whose WHERE names the claim is fenced",
    records:
      "export async function a(r: R) { await database().$executeRaw`UPDATE run SET x = 1 WHERE id = ${r.id} AND claim = ${r.claim}`; }",
    unfenced: [],
  },
  {
    rule: "a statement over the connection for large bytes is found as well",
    records: "export async function a(id: string) { await bulkQuery<R>`DELETE FROM gap WHERE run_id = ${id}`; }",
    unfenced: ["a.ts a"],
  },
  {
    rule: "a statement for all claims of a worker is fenced by each of them",
    records:
      'export async function a() { await pool().query("UPDATE run SET x = 1 FROM held WHERE run.id = held.id AND run.claim = held.claim"); }',
    unfenced: [],
  },
  {
    rule: "and is found without",
    records:
      'export async function a() { await pool().query("UPDATE run SET claim = held.claim FROM held WHERE run.id = held.id"); }',
    unfenced: ["a.ts a"],
  },
  {
    rule: "a write of a model without the claim in its condition is found",
    records:
      "export async function a(r: R) { await database().run.updateMany({ where: { id: r.id }, data: { claim: 1 } }); }",
    unfenced: ["a.ts a"],
  },
  {
    rule: "what precedes the fenced write of its transaction is found",
    records: `export async function a(r: R) { await database().$transaction(async (tx) => {
      await tx.gap.create({ data: r });
      await tx.run.updateMany({ where: { id: r.id, claim: r.claim }, data: {} }); }); }`,
    unfenced: ["a.ts a"],
  },
  {
    rule: "what follows it is fenced",
    records: `export async function a(r: R) { await database().$transaction(async (tx) => {
      await tx.run.updateMany({ where: { id: r.id, claim: r.claim }, data: {} });
      await tx.gap.create({ data: r }); await b(tx); }); }
      async function b(tx: Transaction) { await tx.gap.create({ data: {} }); }`,
    unfenced: [],
  },
  {
    rule: "a fenced transaction does not fence what goes past it to the pool",
    records: `export async function a(r: R) { await database().$transaction(async (tx) => {
      await tx.run.updateMany({ where: { id: r.id, claim: r.claim }, data: {} });
      await database().gap.create({ data: r }); }); }`,
    unfenced: ["a.ts a"],
  },
  {
    rule: "a write that is no function of the module is found",
    records: "export const a = (id: string) => database().$executeRaw`DELETE FROM gap WHERE run_id = ${id}`;",
    unfenced: ["a.ts outside of a function"],
  },
  {
    rule: "a read, also one that locks, is no write",
    records:
      "export async function a(id: string) { await database().$queryRaw`SELECT 1 FROM run WHERE id = ${id} FOR UPDATE`; }",
    unfenced: [],
  },
];

describe("the search", () => {
  it.each(cases)("$rule", ({ records, unfenced }) => {
    expect(found(records, uses("a")).unfenced).toEqual(unfenced);
  });

  it("looks at what a worker reaches, also through the recorder, and at nothing else", () => {
    const unfenced = "export async function a() { await database().gap.create({ data: {} }); }";
    const through = new Map([
      ["server/store/records/a.ts", unfenced],
      ["server/store/recorder.ts", uses("a")],
      ["server/worker/main.ts", 'import { recorder } from "../store/recorder.ts"; void recorder;'],
    ]);
    expect(findWrites(through).unfenced).toEqual(["a.ts a"]);
    expect(found(unfenced, "").unfenced).toEqual([]);
  });

  it("finds a worker that opens a transaction or writes in one that nothing fenced", () => {
    const records = "export async function a(tx: Transaction) { await tx.gap.create({ data: {} }); }";
    const inAlso = `${uses("a")} recorder.commit({ also: (tx) => a(tx) });`;
    expect(found(records, inAlso).outside).toEqual([]);
    expect(found(records, `${uses("a")} database().$transaction((tx) => a(tx));`).outside).toEqual([
      "server/worker/main.ts opens a transaction",
      "server/worker/main.ts calls a outside of also",
    ]);
  });
});
