/** Loaded into a process before its own code: its clock is wrong by SHIFT_CLOCK_MS, and at SIGUSR2 it jumps by JUMP_CLOCK_MS. */
const RealDate = Date;
let offset = Number(process.env.SHIFT_CLOCK_MS ?? 0);
const now = () => RealDate.now() + offset;

// Everything but the present moment is the real one's, so that a date stays a date.
const WrongDate = new Proxy(RealDate, {
  construct: (target, given, asked) =>
    Reflect.construct(target, given.length > 0 ? given : [now()], asked === WrongDate ? target : asked),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
globalThis.Date = WrongDate;

process.on("SIGUSR2", () => {
  offset += Number(process.env.JUMP_CLOCK_MS ?? 0);
  process.stderr.write("the clock jumped\n");
});
