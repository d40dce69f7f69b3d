/** How Next builds and serves the web process. */

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Node programs of their own: bundling them breaks their workers, streams and optional parts.
  serverExternalPackages: ["pino", "ioredis", "pg", "@prisma/client", "@prisma/adapter-pg"],
  // Types, lint and formats are checked by `npm run check`, once, over everything.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  experimental: {
    // proxy.ts sees every request, so Next keeps a copy of each body: hardly more of it than the largest that is taken.
    proxyClientMaxBodySize: "1200kb",
  },
};
