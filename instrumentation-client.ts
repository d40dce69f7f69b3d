/** Runs before any page code: tells zod not to compile its parsers with eval, which the page's CSP forbids. */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
