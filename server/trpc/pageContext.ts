/** Who asks when a page is rendered on the server. The guard is asked again: proxy.ts is no boundary by itself. */
import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { localActor } from "#server/domain/actor.ts";
import { checkHeaders } from "#server/guard.ts";
import type { Context } from "./init.ts";

export async function pageContext(): Promise<Context> {
  const asked = await headers();
  checkHeaders(asked);
  return { actor: localActor, requestId: asked.get("x-request-id") ?? randomUUID() };
}
