/** The thread from source: lets it read TypeScript. A bundle has a file of this name beside it that needs no such help. */
import { register } from "tsx/esm/api";

register();
await import("./renewThread.ts");
