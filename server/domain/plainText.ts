/** Text from outside that every store takes, before its own bounds. */
import { z } from "zod";

/** A NUL can be stored nowhere (not in Postgres, not in argv) and hides what follows it; half a character is not UTF-8. */
export const plainText = z
  .string()
  .refine((text) => !text.includes("\0"), "must not contain a NUL character")
  .refine((text) => text.isWellFormed(), "must not contain half a character");
