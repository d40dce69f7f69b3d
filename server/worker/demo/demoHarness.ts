/** The demo profile: the real Codex CLI, driven by a scripted model on loopback. No account, nothing leaves the machine. */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { givenEnvironment } from "#server/env.ts";
import { prepareCodexTurn } from "#server/worker/codex/codexHarness.ts";
import type { FoundCodex } from "#server/worker/codex/findCodex.ts";
import { TurnPreparationError } from "#server/worker/harness.ts";
import type { Harness, PreparedTurn, TurnPlan } from "#server/worker/harness.ts";
import { childEnvironment } from "#server/worker/process/childEnvironment.ts";
import { isDemoProject, makeDemoRepository } from "./demoRepository.ts";
import { demoAnswers } from "./demoScript.ts";
import { startScriptedModel } from "./scriptedModel.ts";

export const SCRIPTED_MODEL = "scripted-demo";

/** Tells Codex what it would otherwise ask a server, or warn about: what the scripted model can do. */
const catalog = {
  models: [
    {
      slug: SCRIPTED_MODEL,
      display_name: "Scripted demo",
      description: "Follows a script that ships with Codi.",
      base_instructions: "You follow a script.",
      context_window: 128_000,
      shell_type: "unified_exec",
      truncation_policy: { mode: "tokens", limit: 10_000 },
      supported_reasoning_levels: [],
      supports_reasoning_summaries: true,
      support_verbosity: false,
      supports_parallel_tool_calls: false,
      experimental_supported_tools: [],
      visibility: "list",
      supported_in_api: true,
      priority: 1,
    },
  ],
};

/**
 * Codex starts with its own state, so neither the user's account nor their settings reach the demo. One for each project:
 * several that start at once in the same home clear away each other's helpers, and warn about it on the screen.
 */
async function makeCodexHome({ dataDir, workingDir }: TurnPlan) {
  const project = createHash("sha256").update(workingDir).digest("hex").slice(0, 12);
  const home = join(dataDir, "demo", "codex-home", project);
  // Codex warns on the screen where its home is below the temporary folder, and a checkout may well be.
  const temporary = join(dataDir, "demo", "tmp");
  await mkdir(home, { recursive: true });
  await mkdir(temporary, { recursive: true });
  const catalogFile = join(home, "scripted-models.json");
  // Several turns may do this at once: each file is whole when it takes its place.
  const draft = `${catalogFile}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(catalog));
  await rename(draft, catalogFile);
  return { home, temporary, catalogFile };
}

export function scriptedFlags(options: { baseUrl: string; catalogFile: string }) {
  const provider = `{name="scripted", base_url=${JSON.stringify(options.baseUrl)}, wire_api="responses"}`;
  const settings = [
    `model_provider="scripted"`,
    `model_providers.scripted=${provider}`,
    // Nothing to look up on any network.
    "analytics.enabled=false",
    "check_for_update_on_startup=false",
    "features.plugins=false",
    "features.apps=false",
    "skills.bundled.enabled=false",
  ];
  return (codex: FoundCodex): string[] => {
    // The catalogue's form belongs to the version that came with Codi; another one only warns that it knows no such model.
    const ours = codex.source === "bundled" ? [`model_catalog_json=${JSON.stringify(options.catalogFile)}`] : [];
    return [...settings, ...ours].flatMap((setting) => ["-c", setting]);
  };
}

/** Also for tests that drive the real CLI: any script, in any workspace. */
export async function prepareScriptedTurn(
  plan: TurnPlan,
  script: Parameters<typeof startScriptedModel>[0],
): Promise<PreparedTurn & { model: Awaited<ReturnType<typeof startScriptedModel>> }> {
  const { home, temporary, catalogFile } = await makeCodexHome(plan);
  const model = await startScriptedModel(script);
  const scripted: TurnPlan = {
    ...plan,
    // Containers often forbid Codex's own sandbox; the script is known and the project is thrown away.
    config: {
      ...plan.config,
      model: SCRIPTED_MODEL,
      reasoning: null,
      sandbox: "danger-full-access",
      approval: "never",
    },
    profile: { ...plan.profile, reasoning: null },
  };
  try {
    const turn = await prepareCodexTurn(scripted, {
      prefersBundled: true,
      // A proxy that the machine needs for other things must not stand between Codex and loopback.
      env: {
        CODEX_HOME: home,
        TMPDIR: temporary,
        NO_PROXY: "127.0.0.1,localhost",
        no_proxy: "127.0.0.1,localhost",
      },
      flags: scriptedFlags({ baseUrl: model.baseUrl, catalogFile }),
    });
    const close = async () => {
      await turn.close();
      await model.close();
    };
    return { ...turn, close, model };
  } catch (error) {
    await model.close();
    throw error;
  }
}

export const demoHarness: Harness = {
  name: "codex",
  async prepare(plan) {
    if (!(await isDemoProject(plan.workingDir)))
      throw new TurnPreparationError({
        code: "workspace_error",
        message:
          "The demo works only in the throw-away project that Codi makes for it. Choose another profile for this folder.",
        retryable: false,
      });
    const marks = { runId: plan.runId, turnId: plan.turnId };
    const env = childEnvironment({
      given: givenEnvironment(),
      userNodeEnv: undefined,
      profileEnv: {},
      runEnv: {},
      marks,
    });
    await makeDemoRepository(plan.workingDir, env);
    return prepareScriptedTurn(plan, demoAnswers(plan.turn, relative(plan.workingDir, plan.epicFolder)));
  },
};
