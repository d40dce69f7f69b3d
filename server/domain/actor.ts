/** Who asked: reaches every command, every audit entry and the events that answer a request. */
import { z } from "zod";

export const Actor = z.object({
  kind: z.enum(["person", "key", "schedule", "system"]),
  id: z.string().max(128),
  name: z.string().max(200),
});
export type Actor = z.infer<typeof Actor>;

/** The machine's own user in local mode: there is no sign-in, and the guard lets nobody else in. */
export const localActor: Actor = { kind: "person", id: "local", name: "local" };

export const systemActor: Actor = { kind: "system", id: "codi", name: "Codi" };
