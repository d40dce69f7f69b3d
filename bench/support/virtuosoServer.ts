/** Serves the yardstick's page on the loopback address, bundled as a page of the product would be. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";

export async function serveVirtuoso(): Promise<{ baseUrl: string; stop(): Promise<void> }> {
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), "bench", "support", "virtuosoPage.tsx")],
    bundle: true,
    write: false,
    format: "esm",
    minify: true,
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const script = outputFiles[0]?.text ?? "";
  const html = `<!doctype html><html><body style="margin:0"><div id="root"></div><script type="module" src="/page.js"></script></body></html>`;
  const server = createServer(({ url }, answer) => {
    const isScript = url === "/page.js";
    answer.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    answer.end(isScript ? script : html);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
