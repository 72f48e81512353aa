import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

export default defineConfig({
  resolve: {
    alias: {
      "@/": `${root}/`,
      // The marker package refuses to load outside a server bundle; its own empty half stands in for it.
      "server-only": path.join(root, "node_modules/server-only/empty.js"),
    },
  },
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: { name: "architecture", include: ["tests/architecture.test.ts"] },
      },
      {
        extends: true,
        test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"] },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.{ts,tsx}"],
          globalSetup: ["tests/support/postgres.ts"],
          setupFiles: ["tests/support/integration.ts"],
          pool: "forks",
          // Each file has a database of its own.
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "reliability",
          include: ["tests/reliability/**/*.test.ts"],
          globalSetup: ["tests/support/build.ts", "tests/support/postgres.ts"],
          setupFiles: ["tests/support/integration.ts"],
          pool: "forks",
          // Each file has a database, a port and a folder of its own; most of their time they wait.
          maxWorkers: 2,
          testTimeout: process.env.TEST_LONG ? 600_000 : 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
