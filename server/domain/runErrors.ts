/** The situations a caller can be told about. Thrown anywhere; each transport translates them once, by `code`. */
import { type Kept, toRemovedSentence } from "./keeping.ts";

export type FieldError = { path: string; message: string };

export const ERROR_STATUS = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  illegal_transition: 409,
  conflict: 409,
  stop_file_present: 409,
  idempotency_conflict: 409,
  stream_trimmed: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal_error: 500,
  service_unavailable: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

export class CodiError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldError[] | undefined;
  /** Facts beside the message that this situation's answer carries at its top level. */
  readonly facts: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, more: { fields?: FieldError[]; facts?: Record<string, unknown> } = {}) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.fields = more.fields;
    this.facts = more.facts ?? {};
  }
}

export class InvalidRequestError extends CodiError {
  constructor(message: string, fields?: FieldError[]) {
    super("invalid_request", message, fields ? { fields } : {});
  }
}

export class ForbiddenError extends CodiError {
  constructor(message: string) {
    super("forbidden", message);
  }
}

export class RunNotFoundError extends CodiError {
  constructor(runId: string) {
    super("not_found", `There is no run ${runId.slice(0, 64)}.`);
  }
}

/** There was something, and it is kept no longer. */
export class LogRemovedError extends CodiError {
  constructor(run: Kept, what: string) {
    super("not_found", `${toRemovedSentence(run)} ${what}`, { facts: { logRemovedAt: run.logRemovedAt } });
  }
}

export class NotFoundError extends CodiError {
  constructor(message: string) {
    super("not_found", message);
  }
}

const REFUSED: Record<string, string> = {
  worker_started: "be started",
  pause_requested: "be paused",
  pause_acknowledged: "be paused",
  resume_requested: "be resumed",
  cancel_requested: "be cancelled",
  cancel_acknowledged: "be cancelled",
  run_completed: "be stopped",
  run_failed: "fail",
};

export class InvalidRunStateTransitionError extends CodiError {
  readonly status: string;
  readonly trigger: string;
  constructor(status: string, trigger: string) {
    super("illegal_transition", `A run that is ${status} cannot ${REFUSED[trigger] ?? trigger}.`, {
      facts: { status, trigger },
    });
    this.status = status;
    this.trigger = trigger;
  }
}

export class StatusConflictError extends CodiError {
  constructor(expected: string, status: string) {
    super("conflict", `The run is ${status}, not ${expected} any more.`, { facts: { status } });
  }
}

export class StopFilePresentError extends CodiError {
  constructor(path: string) {
    super("stop_file_present", `The stop file ${path} is present. Remove it, or start with clearStopFile.`, {
      facts: { path },
    });
  }
}

export class IdempotencyConflictError extends CodiError {
  constructor() {
    super("idempotency_conflict", "This Idempotency-Key was used for another request within the last day.");
  }
}

export class StreamTrimmedError extends CodiError {
  constructor(facts: { lastEventId: string; earliestEventId: string | null; eventsUrl: string }) {
    super(
      "stream_trimmed",
      "The stream no longer holds what comes after this id. Start from the head, or page eventsUrl.",
      {
        facts,
      },
    );
  }
}

export class ServiceUnavailableError extends CodiError {
  constructor(what: string) {
    super("service_unavailable", `${what} does not answer. Try again in a moment.`);
  }
}
