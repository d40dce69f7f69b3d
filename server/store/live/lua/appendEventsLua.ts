/** The one fenced write of a run's log. */
import { isHigherLua } from "./leaseScripts.ts";

/**
 * KEYS events, lock, meta · ARGV token, runId, expected last seq, then seq, type, ts, payload for each event.
 * → {lost} | {missing} | {behind, last} | {appended, last}
 */
export const appendEventsLua = `${isHigherLua}
local held = redis.call('GET', KEYS[2])
if not held then return {'missing'} end
if held ~= ARGV[1] then return { isHigher(held, ARGV[1]) and 'lost' or 'missing' } end

-- The id that was generated last survives trimming; the entries do not.
local last = 0
local facts = redis.pcall('XINFO', 'STREAM', KEYS[1])
if facts.err then
  if not string.find(facts.err, 'no such key', 1, true) then return facts end
else
  for at = 1, #facts, 2 do
    if facts[at] == 'last-generated-id' then last = tonumber(string.match(facts[at + 1], '^(%d+)')) end
  end
end
if last < tonumber(ARGV[3]) then return {'behind', last} end

for at = 4, #ARGV, 4 do
  local seq = tonumber(ARGV[at])
  if seq > last then
    redis.call('XADD', KEYS[1], ARGV[at] .. '-0',
      'type', ARGV[at + 1], 'ts', ARGV[at + 2], 'runId', ARGV[2], 'payload', ARGV[at + 3])
    last = seq
  end
end
if last > 0 then redis.call('HSET', KEYS[3], 'lastSeq', string.format('%.0f', last)) end
return {'appended', last}`;
