/** A prompt over its limit: a 400 where somebody asks for a preview, `prompt_too_large` where a turn needs it. */
import { PROMPT_MAX_BYTES } from "#server/domain/limits.ts";
import { InvalidRequestError } from "#server/domain/runErrors.ts";

export class PromptTooLargeError extends InvalidRequestError {
  constructor(what: string, bytes: number) {
    super(
      `${what} has ${bytes} bytes; a prompt has at most ${PROMPT_MAX_BYTES}. Shorten the logs or name fewer references.`,
    );
  }
}
