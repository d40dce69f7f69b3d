/** What an agent said or did inside a turn, in the shape of TurnStreamV2 items; foreign fields pass through. */
import { z } from "zod";

const text = z.string();

export const MessageItem = z.object({
  type: z.literal("message"),
  role: z.literal("assistant"),
  content: z.array(z.object({ type: z.literal("output_text"), text })),
});
export const ReasoningItem = z.object({
  type: z.literal("reasoning"),
  summary: z.array(z.object({ type: z.literal("summary_text"), text })),
});
export const LocalShellCallItem = z.object({
  type: z.literal("local_shell_call"),
  call_id: text,
  status: z.enum(["in_progress", "completed", "incomplete"]),
  action: z.object({ type: z.literal("exec"), command: z.array(text) }),
});
export const FunctionCallItem = z.object({
  type: z.literal("function_call"),
  call_id: text,
  name: text,
  arguments: text,
});
export const FunctionCallOutputItem = z.object({
  type: z.literal("function_call_output"),
  call_id: text,
  output: z.object({
    content: text,
    success: z.boolean().nullable(),
    exit_code: z.number().int().nullable().optional(),
    /** How much of the whole output `content` holds; present when it was cut. */
    bytes: z.object({ total: z.number().int(), head: z.number().int(), tail: z.number().int() }).optional(),
  }),
});
export const CustomToolCallItem = z.object({
  type: z.literal("custom_tool_call"),
  call_id: text,
  name: text,
  input: text,
});
export const CustomToolCallOutputItem = z.object({
  type: z.literal("custom_tool_call_output"),
  call_id: text,
  output: text,
});
export const WebSearchCallItem = z.object({
  type: z.literal("web_search_call"),
  call_id: text,
  query: text,
});
export const UsageItem = z.object({ type: z.literal("usage"), usage: z.record(z.string(), z.unknown()).nullable() });
export const RateLimitsItem = z.object({ type: z.literal("rate_limits"), snapshot: z.record(z.string(), z.unknown()) });
/** todo_list, error and whatever Codex invents next: kept, named, shown raw. */
export const OtherItem = z.object({ type: z.literal("other"), kind: text, payload: z.unknown() });

export const TurnItem = z.discriminatedUnion("type", [
  MessageItem,
  ReasoningItem,
  LocalShellCallItem,
  FunctionCallItem,
  FunctionCallOutputItem,
  CustomToolCallItem,
  CustomToolCallOutputItem,
  WebSearchCallItem,
  UsageItem,
  RateLimitsItem,
  OtherItem,
]);
export type TurnItem = z.infer<typeof TurnItem>;
