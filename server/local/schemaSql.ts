/** The SQL that prisma/schema.prisma stands for, by Prisma's own engine (WASM): for authoring migrations and for proving that none is missing. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type * as EngineModule from "@prisma/schema-engine-wasm";

type Glue = typeof EngineModule & { __wbg_set_wasm(exports: WebAssembly.Exports): void };

/** The package is written for bundlers: its WASM is instantiated by hand. */
async function loadEngine(): Promise<Glue> {
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const glue = (await import(join(folder, "schema_engine_bg.js"))) as Glue;
  const { instance } = await WebAssembly.instantiate(await readFile(join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

const filters = { externalTables: ["public._prisma_migrations"], externalEnums: [] };

/** From an empty database to the schema. The engine wants a server that answers, and changes nothing in it. */
export async function schemaSql(databaseUrl: string, schemaPath: string): Promise<string> {
  const engine = await loadEngine();
  const schema = { path: schemaPath, content: await readFile(schemaPath, "utf8") };
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: databaseUrl }));
  const instance = await engine.SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    () => undefined,
    adapter,
  );
  const answer = await instance.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files: [schema] },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters,
  } as EngineModule.DiffParams);
  return answer.stdout ?? "";
}
