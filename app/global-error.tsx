/** What is left when the shell itself could not be drawn: a document of its own, without fonts, theme or queries. */
"use client";

import { describeCrash } from "#components/ui/describeCrash.ts";

const look = `
  :root { color-scheme: light dark; --paper: #fdfdfb; --ink: #18191d; --quiet: #5c5b56; --line: #d9d8d2; --signal: #233fe3; }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #111316; --ink: #ededea; --quiet: #b2b4b8; --line: #37393f; --signal: #4761f7; }
  }
  body { margin: 0; min-height: 100dvh; display: grid; place-content: center; justify-items: center; gap: 12px; padding: 16px;
    box-sizing: border-box; text-align: center; background: var(--paper); color: var(--ink);
    font: 14px/22px ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif; }
  h1 { margin: 0; font-size: 18px; line-height: 26px; font-weight: 600; }
  p { margin: 0; max-width: 56ch; color: var(--quiet); overflow-wrap: anywhere; }
  nav { display: flex; flex-wrap: wrap; justify-content: center; gap: 8px; padding-top: 8px; }
  button, a { display: inline-flex; align-items: center; height: 44px; padding: 0 16px; border-radius: 6px; font: inherit; font-weight: 500;
    text-decoration: none; color: inherit; background: none; border: 1px solid var(--line); box-sizing: border-box; }
  button { background: var(--signal); border-color: transparent; color: #fff; }
  :focus-visible { outline: 2px solid var(--signal); outline-offset: 2px; }
`;

export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const { cause, id, needsReload } = describeCrash(error);
  return (
    <html lang="en">
      <head>
        <title>Codi could not be drawn</title>
        <style>{look}</style>
      </head>
      <body>
        <h1>Codi could not be drawn</h1>
        <p role="alert">{cause} Runs are not touched by this; they go on.</p>
        {id ? (
          <p>
            id <code>{id}</code>
          </p>
        ) : null}
        <nav aria-label="Ways on">
          <button type="button" onClick={needsReload ? () => location.reload() : retry}>
            {needsReload ? "Load the page anew" : "Try again"}
          </button>
          {/* A whole new document: what crashed is not asked to find the way. */}
          <a href="/runs">All runs</a>
        </nav>
      </body>
    </html>
  );
}
