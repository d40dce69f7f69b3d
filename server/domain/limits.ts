/** Every number of the product, with its unit and its reason. Settings that operators may change live in env.ts. */

// Bounds of what comes in.
export const BODY_MAX_BYTES = 1_000_000; // a start body holds two texts of 256 KB and 64 env values of 8 KB
export const TEXT_MAX_BYTES = 262_144; // mission and prompt: far above any prompt a model reads well
export const NAME_MAX_CHARS = 200;
export const LABELS_MAX = 20;
export const ENV_MAX_NAMES = 64;
export const ENV_VALUE_MAX_BYTES = 8_192;
export const CONTROL_REASON_MAX_CHARS = 500;
export const PATH_MAX_CHARS = 4_096; // PATH_MAX of Linux
export const PATTERN_MAX_CHARS = 1_000;
export const RUN_LIST_DEFAULT = 20;
export const RUN_LIST_MAX = 100;
export const BULK_MAX_RUNS = 100; // one page of a list
export const BULK_AT_ONCE = 5; // commands of one bulk; the others of the process keep their connections
export const POSITION_MAX = 1_000; // "5 of 76" is counted so far; beyond it nobody counts
export const WAITING_LIST_MAX = 50; // who shows its length says that there may be more
export const STRIP_MAX_RUNS = 300; // more marks than that touch each other
export const EVENTS_PAGE_DEFAULT = 500;
export const EVENTS_PAGE_MAX = 5_000;
export const EVENTS_PAGE_BYTES = 16_777_216; // of one page of events, if there are more than one; who asks for more pages gets the rest
export const IDEMPOTENCY_KEY_MAX_CHARS = 255; // clients send UUIDs or hashes
export const IDEMPOTENCY_KEEP_MS = 86_400_000; // a client that retries does so within a day
export const TRPC_BATCH_MAX = 20; // the pages never send more than ten calls at once
export const FOLDERS_LIST_MAX = 500; // of one folder: more than anybody scrolls through, filters narrow it
export const FOLDERS_LOOK_MAX = 20_000; // entries read of one folder: a folder of a million files keeps nobody waiting

// Bounds of events, UTF-8 bytes.
export const OUTPUT_TEXT_MAX_BYTES = 2_048; // one subprocess_output
export const EVENT_TEXT_MAX_BYTES = 65_536;
export const EVENT_MESSAGE_MAX_BYTES = 4_096;
export const EVENT_PAYLOAD_MAX_BYTES = 65_536;
export const EVENT_ID_MAX_BYTES = 128;
export const COMMAND_OUTPUT_HEAD_BYTES = 8_192; // the head says what ran,
export const COMMAND_OUTPUT_TAIL_BYTES = 24_576; // the tail how it ended
export const CODEX_LINE_MAX_BYTES = 4_194_304; // a longer JSON line passes as plain output
export const PROMPT_MAX_BYTES = 1_048_576;
export const PROMPT_FILE_MAX_BYTES = 4_194_304; // one file of a prompt: what trimming and CRLF take away, four times over
export const LOG_TAIL_LINES = 20; // what a log_updated event previews

// Doors.
export const STORE_PING_MS = 1_000; // a store that needs longer to say PONG is away for a reader who waits
export const SSE_CHUNK_BYTES = 65_536; // about one socket buffer: what a slow REST reader holds of us
export const SSE_RETRY_MS = 2_000; // a client whose stream broke comes back after this, half of it more or less: not all at once
export const SSE_CATCH_UP_MS = 1_000; // a lifecycle event is archived before Redis has it, normally by milliseconds
export const SSE_CATCH_UP_LOOK_MS = 25;
export const SSE_SEEN_LOOK_MS = 100; // of that, for a cursor that no store knows: only an outage or an error asks this

// Live output.
export const OUTPUT_EVERY_MS = 100; // ten events a second are as fast as eyes read
export const OUTPUT_MAX_WAIT_MS = 250; // promise 1: on the screen within a quarter of a second
export const FRAME_EVERY_MS = 50; // events of one frame to a viewer
export const FRAME_EVERY_CROWD_MS = 100; // above 100 viewers a frame costs more than it shows
export const FRAME_EVERY_THRONG_MS = 250; // above 300 viewers
export const FRAME_MAX_EVENTS = 500;
export const FRAME_MAX_BYTES = 262_144; // of the events in it, if there are more than one: a slow viewer holds a frame for as long as it takes to send
export const TAIL_BUFFER_EVENTS = 2_000; // shared per run; a slower viewer reads history instead

// Ownership.
export const LEASE_RENEW_MS = 10_000; // three tries within one lease
export const LEASE_GIVE_UP_MS = 25_000; // monotonic; before the lease can be taken by another
export const SEQ_BLOCK = 1_024; // seqs reserved in Postgres at a time,
export const SEQ_BLOCK_LASTS_MS = 1_000; // twice as many when the last ones were asked for less than this ago,
export const SEQ_BLOCKS_MAX = 16; // up to so many blocks: what a crash that loses Redis too may leave as a gap
export const CLAIM_LOOK_MS = 1_000; // the wake makes a start immediate, the look makes it certain
export const WORKER_HEARTBEAT_MS = 5_000;
export const WORKER_ONLINE_MS = 15_000; // three missed heartbeats
export const RECOVER_LOOK_MS = 5_000;
export const RECOVER_AT_ONCE = 8; // lost runs of one look: ending what one left takes up to four seconds
export const ORPHAN_LOOK_MS = 30_000; // reading every environment of a machine is not for free, and nothing hangs on it
export const WORKER_KEEP_MS = 30 * 86_400_000; // rows of workers that are gone

// How long logs are kept.
export const KEEP_DAYS_MAX = 36_500; // a hundred years: for a project that keeps its logs although the setting does not
export const REMOVE_LOOK_MS = 3_600_000; // nothing hangs on the hour in which an old log goes
export const REMOVE_RUNS_AT_ONCE = 50; // rows that one step locks: a pin of one of them waits for that step
export const REMOVE_ROWS_AT_ONCE = 500; // chunks and prompts of one step, at most 256 KB each: a fraction of a second
export const REMOVE_PAUSE_MS = 100; // between two steps: whoever starts runs meanwhile comes first
export const REMOVE_COUNT_RUNS = 20; // of one statement of a dry run: a run of a day has 100,000 chunks, and each statement must end soon

// Turns.
export const RETRY_BACKOFF_MS = [2_000, 8_000, 30_000] as const; // three more tries of one turn
export const WORKER_DEATHS_MAX = 3; // in the same turn: the run is poison
export const LAST_LIFE_DEATHS = 2; // of such runs a worker holds one at a time: in one worker they would end together
export const SETTLED_STREAMS_AT_ONCE = 50; // whose end is looked for in one look; the others follow with the next
export const SHOWN_WINDOW_EVENTS = 1_000; // read backwards; the last output of a turn is nearly always among its last events
export const TRANSACTION_SILENCE_MS = 3_000; // a process that stands still in a transaction keeps its row, and in the claiming one the whole fleet, locked
export const LEFTOVER_UPLOAD_MS = 60_000; // what a lost worker had spooled; the rest waits on disk
export const LEFTOVER_GRACE_MS = 2_000; // SIGTERM to SIGKILL for what a turn left behind
export const PIPE_GRACE_MS = 2_000; // a leftover may hold our stdout open after the exit
export const SIGTERM_AT_GRACE_SHARE = 0.4; // SIGINT first; SIGTERM here; SIGKILL at the whole grace
export const LOG_WATCH_MS = 2_000; // how often the agent's two log files are compared

// Archive.
export const ARCHIVE_EVERY_MS = 1_000;
export const ARCHIVE_MAX_EVENTS = 256;
export const ARCHIVE_CHUNK_BYTES = 1_048_576; // before compression: what a reader unpacks to find one event
export const ARCHIVE_BEHIND_MAX_CHARS = 16_777_216; // events that only memory and Redis have: beyond it the turn waits for Postgres
export const OUTPUT_CHUNK_BYTES = 262_144;
export const FEED_EVERY_MS = 1_000;
export const INDEX_MAX_RUNS = 10_000;
export const MIRROR_PAGE_RUNS = 100; // of those that a Redis lost, read and written at a time
export const MIRROR_LOOK_MS = 30_000; // whether it lost some; counting to 10,000 costs a few milliseconds
export const FEED_MAX_ENTRIES = 5_000;
export const WAKE_MAX_ENTRIES = 1_000;
export const SETTLED_EXPIRE_AFTER_MS = 3_600_000;
export const META_KEEP_MS = 7 * 86_400_000;
export const ENV_KEEP_MS = 86_400_000; // run env is deleted a day after settling

// Web process.
export const CROWD_STREAMS = 100; // open streams of one web process, above which frames come less often
export const THRONG_STREAMS = 300;
export const BELLS_AT_ONCE = 50; // viewers that are woken in one turn of the event loop: some milliseconds of work
export const SHARED_BYTES = 4_194_304; // of frames that were just sent, a transport: viewers of a run are sent the same within moments
export const FEED_BUFFER_ENTRIES = 2_000; // changes of runs that a tab may be behind before it reads its list anew
export const FEED_FRAME_EVERY_MS = 250; // changes to a list of runs; eyes read no faster
export const OVERVIEW_EVERY_MS = 1_000; // the counts beside the list, to all viewers of a process together
export const OVERVIEW_LOOK_MS = 5_000; // some of it changes without a run: workers come and go, a day passes
export const SUMMARY_EVERY_MS = 1_000; // a run's summary to a viewer, at most
export const SUMMARY_LOOK_MS = 5_000; // some of it changes without an event: a worker that came or went
export const STREAM_MAX_MS = 30 * 60_000; // a subscription is renewed before proxies and tabs forget it
export const LEAN_KEPT_EVENTS = 500; // the newest of a log always come with their text: what somebody reads first
export const LEAN_MIN_BYTES = 16_384; // less output than this is not worth a question when it is looked at
export const LEAN_TAIL_LINES = 40; // of output before anything else: what the transcript shows of it
export const LEAN_WAIT_EVENTS = 500; // output that waits for more of it; then it comes as it is
export const OUTPUT_PAGE_MAX_BYTES = 1_048_576; // stored output of one answer
export const OUTPUT_LINES_MAX = 1_000; // stored lines of one answer
export const OUTPUT_LINE_MAX_CHARS = 4_096; // of one of them; the rest of a longer line is in the stored output
export const OUTPUT_LINE_READ_BYTES = 65_536; // what is read and searched of one line, be it a gigabyte long
export const SEARCH_MAX_CHARS = 500; // of what is looked for in a log: far above any pattern that somebody types
export const OUTPUT_SPANS_MAX = 100; // ranges of one question about which stored lines they are
export const OUTPUT_SEARCH_MS = 200; // of one answer: a search goes on with the next, and others come in between
export const OUTPUT_SEARCH_BYTES = 16_777_216;
export const OUTPUT_SEARCH_HITS = 1_000;
export const WEB_EXIT_MS = 4_000; // after SIGTERM: requests still open then are cut, so that the exit takes at most 5 s

// One machine: `npm start` and its processes.
export const PART_STOP_MS = 7_500; // a cancel ladder (5 s) with its sweep (2 s) fits in
export const STORE_STOP_MS = 2_000; // with the parts: everything is down within 10 s
export const PARTS_GONE_WAIT_MS = 10_000; // how long a store of a killed supervisor waits for web and worker
export const LEFTOVER_END_MS = 15_000; // longer than a leash needs for its child
export const RESTART_BACKOFF_MS = [500, 1_000, 2_000, 5_000, 15_000, 30_000] as const; // a part that crashed
export const RESTART_CALM_MS = 60_000; // alive this long: the next crash starts at the first back-off again
export const SECOND_SIGNAL_MS = 1_000; // Ctrl-C reaches us twice, from the terminal and from npm; later ones are meant
export const STORE_READY_MS = 60_000; // replaying a long append-only file or WAL after a kill
export const HEALTH_WAIT_MS = 120_000; // the first compile of `next dev` on a slow disk
export const PART_LOG_MAX_BYTES = 10_485_760; // one older file is kept beside it
export const PART_LOG_LOOK_MS = 500; // warnings of web and worker appear in the terminal within this

// Redis connections and the shared reader.
export const REDIS_COMMAND_MS = 5_000; // a publisher that waits longer holds up the turn's own flow
export const REDIS_SILENCE_MS = 10_000; // a connection without any answer for this long is half-open: replaced
export const REDIS_RETRY_MAX_MS = 2_000; // between two attempts to connect; an outage of hours must not add minutes
export const REDIS_BLOCK_MS = 5_000; // one blocking read; well below REDIS_SILENCE_MS
export const REDIS_WARN_EVERY_MS = 60_000; // one line a minute says as much as a thousand
export const CONTROL_MAX_ENTRIES = 1_000; // far more controls than a run gets between two reads
export const TAIL_READ_COUNT = 500; // events per stream and read
export const TAIL_READ_EVERY_MS = 10; // reads of a busy log are coalesced; the first after quiet is immediate
export const TAIL_BUFFER_BYTES = 8_388_608; // per run; events near their size limit reach this before the count
export const TAIL_WAKE_RETRY_MS = 250; // a run opened during an outage is followed soon after it
export const TAIL_ROOM_LOOK_MS = 1_000; // a full Redis is noticed about as fast as one that is away
export const TAIL_LINGER_MS = 5_000; // a page reload finds the reader still connected
export const VIEWERS_NOTE_MS = 10_000; // how often "3 watching" is confirmed,
export const VIEWERS_STALE_MS = 30_000; // and when an unconfirmed count is ignored
export const VIEWERS_NOTE_DELAY_MS = 100; // many tabs that open at once are one write
export const WEB_WAKE_KEEP_MS = 60_000; // a reader's wake stream goes soon after its process

// Postgres.
export const CLAIM_ADVISORY_LOCK = 7_240_311; // any number that nothing else in the database uses
export const REMOVE_ADVISORY_LOCK = 7_240_312;
export const CLAIM_CANDIDATES = 16; // of one claim: more rows than commands lock at the same moment, fewer than cost anything
export const STORE_RETRY_MIN_MS = 100; // a restart of a store is often over within a second
export const STORE_RETRY_MAX_MS = 2_000;
export const RECORDER_DRAIN_MS = 2_000; // what Redis has not taken by then is appended by whoever owns the run next
export const PUBLISH_BATCH = 200; // one Lua call of that size blocks Redis for about a millisecond
export const PUBLISH_QUEUE_MAX = 2_000; // of a Redis that answers, the turn waits beyond it; of one that is away, the archive keeps them
export const MIRROR_EVERY_MS = 100; // a run's row is read and written anew for its mirror, however fast its archive grows
export const TRIM_EVERY_EVENTS = 500; // exact trims cost; a stream may be this much over its length
export const HISTORY_QUIET_MS = 15_000; // how long a live reader waits before it looks whether the run settled meanwhile
export const HISTORY_LOOK_BYTES = 262_144; // of the events that one look brings, if there are more than one: each viewer holds what it has not sent
export const HISTORY_SHARED_MS = 5_000; // viewers of a web process that was restarted come back within a few seconds
export const HISTORY_SHARED_BYTES = 16_777_216; // of one web process, whatever they ask for
export const HISTORY_AWAY_LOOK_MS = 1_000; // without Redis a viewer follows the archive this often

// Processes and their output inside a worker.
export const KILL_WAIT_MS = 2_000; // after SIGKILL only a process stuck in the kernel is still there: it is named as left
export const PROCESS_LOOK_MS = 20; // how often a signalled process is looked at again
export const DESCRIPTOR_WAIT_MS = 10_000; // who has no descriptor to look at a process with waits for one so long
export const PROCESS_SWEEP_MS = 250; // how often the whole process table is read while waiting for an end
export const RECEIPT_PIDS_MAX = 1_000; // of one signal: a fork bomb must not fill the record
export const CHILD_QUEUE_MAX_BYTES = 262_144; // read but not yet taken; beyond it the child waits, not our memory and not the other runs
export const CHILD_REST_MAX_BYTES = 1_048_576; // the largest pipe a system gives: what an ended child may have left in it
export const OUTPUT_PARTIAL_MS = 50; // how long a line's beginning waits for its end before it is shown
export const OUTPUT_EVENTS_QUEUE_MAX = 1_024; // understood events that wait for the recorder; they are never dropped
export const HARNESS_LINE_PEEK_BYTES = 1_024; // what decides whether a partial line may be a harness line
export const SECRET_MIN_BYTES = 8; // a shorter value occurs by accident in any text
export const REDACT_RELEASE_MAX_BYTES = 4; // a held beginning this short gives no secret away and must not hide a prompt
export const SPOOL_UPLOAD_EVERY_MS = 1_000; // stored output is readable during the turn
export const SPOOL_RETRY_MAX_MS = 10_000; // between tries while Postgres is away
export const SPOOL_TOUCH_MS = 30_000; // how often a living owner says so
export const SPOOL_STALE_MS = 600_000; // twenty missed touches: nobody writes this spool any more
export const SPOOL_RING_MARGIN_BYTES = 65_536; // one write: what a crash may leave half-overwritten in a ring
export const BUDGET_STEP_SHARE = 0.2; // "continue with 20 % more" when a run was parked on its budget
export const STORE_ANSWER_MS = 5_000; // a renewal that takes longer counts as not answered
export const TIMER_MAX_MS = 2_147_483_647; // the longest that a timer of Node can wait, 24 days
export const REDIS_TELL_MS = 1_000; // how long an answer waits for Redis to hear of it; Postgres has it already
export const LAST_WRITES_MS = 5_000; // beyond the kill grace: how long a worker that must leave waits for its stores
export const LEAVE_NOW_MS = 1_500; // after a second SIGTERM: children are killed, stores hear of it if they are quick
export const HURRIED_LEAVE_MS = 200; // and its own row is the last that is worth a moment
export const OUTPUT_TRY_MIN_BYTES = 65_536; // a later try of a turn whose limit is used up still keeps how it began and ended
export const HISTORY_BEHIND_LOOK_MS = 50; // what the tail does not hold is usually in a store a moment later
