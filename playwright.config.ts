import { defineConfig } from "@playwright/test";

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export default defineConfig({
  testDir: "tests/e2e",
  // Lets the tests import what is marked as the server's.
  tsconfig: "scripts/tsconfig.json",
  outputDir: "test-results/browser",
  globalSetup: "./tests/support/stage.ts",
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    // Set by the global setup, or by hand to look at a server that is already running.
    baseURL: process.env.E2E_URL,
    browserName: "chromium",
    locale: "pt-BR",
    timezoneId: "America/Sao_Paulo",
    // Recording slows every step down: `npm test -- browser --trace retain-on-failure` does when it is needed.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? "/usr/bin/chromium", args: quiet },
  },
  projects: [
    // What a narrow screen shows differently; the rest is walked once.
    {
      name: "narrow",
      testMatch: /(story|silence|accessibility)\.spec\.ts/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    { name: "wide", testIgnore: /traces\.spec\.ts/, use: { viewport: { width: 1440, height: 900 } } },
    // What all of them left behind.
    { name: "traces", testMatch: /traces\.spec\.ts/, dependencies: ["wide", "narrow"] },
  ],
});
