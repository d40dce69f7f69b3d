/**
 * What readers of Redis see of a run, written as one: its meta, its place in the index, its line in the feed.
 * KEYS meta, index, feed, feed pace
 * ARGV rev, runId, createdAt ms, feed (now/paced/none), summary, feed ms, feed entries, index entries, lastSeq, field, value …
 * → -1 older than what is there · 0 written, feed too · n written, the feed takes this run again in n ms
 */
export const mirrorRunLua = `
local stored = tonumber(redis.call('HGET', KEYS[1], 'rev') or '') or -1
if tonumber(ARGV[1]) < stored then return -1 end

local fields = {'rev', ARGV[1]}
for at = 10, #ARGV do fields[#fields + 1] = ARGV[at] end
-- Appends move lastSeq too, and may be ahead of what the row says.
local lastSeq = tonumber(redis.call('HGET', KEYS[1], 'lastSeq') or '') or -1
if tonumber(ARGV[9]) > lastSeq then
  fields[#fields + 1] = 'lastSeq'
  fields[#fields + 1] = ARGV[9]
end
redis.call('HSET', KEYS[1], unpack(fields))

redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[8]))

if ARGV[4] == 'none' then return 0 end
if ARGV[4] ~= 'now' then
  local left = redis.call('PTTL', KEYS[4])
  if left > 0 then return left end
end
redis.call('SET', KEYS[4], ARGV[1], 'PX', ARGV[6])
redis.call('XADD', KEYS[3], 'MAXLEN', ARGV[7], '*', 'runId', ARGV[2], 'rev', ARGV[1], 'summary', ARGV[5])
return 0`;
