/** Removes what the archive holds from the head of a run's log, for its holder alone. */

/** KEYS events, lock · ARGV token, first id to keep → entries removed, -1 when the lock is not ours. */
export const trimStreamLua = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return -1 end
return redis.call('XTRIM', KEYS[1], 'MINID', '=', ARGV[2])`;
