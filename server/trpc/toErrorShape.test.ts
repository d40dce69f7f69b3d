/** What a client is told about each kind of error, and what it is never told. */
import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  CodiError,
  ERROR_STATUS,
  type ErrorCode,
  InvalidRequestError,
  InvalidRunStateTransitionError,
  ServiceUnavailableError,
} from "#server/domain/runErrors.ts";
import { toErrorShape } from "./toErrorShape.ts";

const thrown = (cause: unknown) => new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause });
const shapeOf = (error: TRPCError) => toErrorShape(error, { path: "runs.start", requestId: "id-1" });

describe("a situation of ours", () => {
  it.each(Object.keys(ERROR_STATUS) as ErrorCode[])("%s keeps its code and its HTTP status", (code) => {
    expect(shapeOf(thrown(new CodiError(code, "a sentence"))).data).toMatchObject({
      code,
      status: ERROR_STATUS[code],
      httpStatus: ERROR_STATUS[code],
    });
  });

  it("carries its fields and facts", () => {
    const fields = [{ path: "config.workingDir", message: "must be a folder" }];
    expect(shapeOf(thrown(new InvalidRequestError("no", fields)))).toMatchObject({ message: "no", data: { fields } });
    expect(shapeOf(thrown(new InvalidRunStateTransitionError("paused", "pause_requested"))).data.facts).toEqual({
      status: "paused",
      trigger: "pause_requested",
    });
  });

  it("is known by its shape: another module graph has another class of the same name", () => {
    const foreign = Object.assign(new Error("gone"), { code: "not_found", facts: {}, fields: undefined });
    expect(shapeOf(thrown(foreign)).data.code).toBe("not_found");
  });

  it("that passes lets a subscription reconnect; one that stays ends it", () => {
    expect(shapeOf(thrown(new ServiceUnavailableError("Redis"))).code).toBe(-32603);
    expect(shapeOf(thrown(new InvalidRequestError("no"))).code).toBe(-32600);
  });
});

describe("an input that does not fit", () => {
  const Input = z.strictObject({ limit: z.number(), deep: z.strictObject({ a: z.string() }) });
  const parsed = Input.safeParse({ limit: "x", more: 1, deep: { a: "b", b: 2 } });
  const shape = shapeOf(new TRPCError({ code: "BAD_REQUEST", cause: parsed.error }));

  it("names every field, unknown ones too", () => {
    expect(shape.data.code).toBe("invalid_request");
    expect(shape.data.fields?.map(({ path }) => path).sort()).toEqual(["deep.b", "limit", "more"]);
  });

  it("is told in a sentence, not as zod's JSON", () => {
    expect(shape.message).toMatch(/^The request is not valid: /);
    expect(shape.message).not.toContain("[");
  });
});

describe("anything else", () => {
  const secret = new Error("password authentication failed for user codi at 10.0.0.7");
  const shape = shapeOf(thrown(secret));

  it("is told as a sentence with the request's id", () => {
    expect(shape.message).toBe("Something went wrong on the server (request id-1).");
    expect(shape.data).toMatchObject({ code: "internal_error", status: 500, requestId: "id-1" });
  });

  it("leaks neither message nor stack", () => {
    expect(JSON.stringify(shape)).not.toMatch(/password|10\.0\.0\.7|toErrorShape|\.ts:/);
  });

  it("a Postgres that is away is one that is away", () => {
    const away = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" });
    expect(shapeOf(thrown(away))).toMatchObject({
      message: "Postgres does not answer. Try again in a moment.",
      data: { code: "service_unavailable", status: 503 },
    });
  });
});
