import { buildSync } from "esbuild";
import type { NextConfig } from "next";

/** A script as pages carry it within themselves. After a change in it `next dev` has to be started again. */
function carried(script: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [script],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
  });
  return outputFiles[0]?.text.trim() ?? "";
}

/** For every answer. What depends on the address or on the page itself is set in proxy.ts. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), display-capture=(), geolocation=(), payment=(), usb=()",
  },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["@node-rs/argon2", "sharp", "pg", "pino", "pdfkit", "fontkit"],
  // Types are a check of their own, before the build; checking them twice only delays the first start.
  typescript: { ignoreBuildErrors: true },
  // Pictures are served as copies made at upload; nothing uses the image endpoint, so it stays shut.
  images: { unoptimized: true },
  env: {
    // The login page's own (decision 0015), and what hears the first presses on every other page (decision 0033).
    LOGIN_SCRIPT: carried("components/entering/script.ts"),
    EARLY_SCRIPT: carried("lib/early/script.ts"),
  },
  experimental: { authInterrupts: true },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
