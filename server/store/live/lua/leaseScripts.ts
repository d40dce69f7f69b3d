/** The three changes of a run's lock: by its holder or a higher claim, by nobody else. */

/**
 * A lower claim's lock is none: a Redis that came back with an older state brings it along, and it belongs to nobody.
 * `held` and `mine` are tokens, which begin with their claim.
 */
export const isHigherLua = `
local function isHigher(held, mine)
  local claim, own = string.match(held, '^(%d+)-'), string.match(mine, '^(%d+)-')
  return not claim or not own or tonumber(claim) >= tonumber(own)
end`;

export const leaseScripts = {
  /** KEYS lock · ARGV token, claim, ttl ms → 1 taken, 0 held by this or a higher claim. */
  take: `
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then
  local claim = tonumber(string.match(held, '^(%d+)-'))
  if claim and claim >= tonumber(ARGV[2]) then return 0 end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
return 1`,
  /** KEYS lock · ARGV token, ttl ms → 1 renewed, 0 missing, -1 of a higher claim. */
  renew: `${isHigherLua}
local held = redis.call('GET', KEYS[1])
if not held then return 0 end
if held ~= ARGV[1] then return isHigher(held, ARGV[1]) and -1 or 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`,
  /** KEYS lock · ARGV token → 1 released, 0 was not ours. */
  release: `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`,
} as const;
