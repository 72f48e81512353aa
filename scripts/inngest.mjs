import process from "node:process";
import { ensureDependencies } from "./install.mjs";
import { giveUp, say } from "./steps.mjs";

// INNGEST_DEV=http://localhost:8288 npm run test:inngest
// or, with a server of one's own (inngest start): INNGEST_BASE_URL=… INNGEST_EVENT_KEY=… INNGEST_SIGNING_KEY=… npm run …
// The walk through silence with a real Inngest as the clock. npm test walks it with a small server of its own.
const { INNGEST_DEV, INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = process.env;
const server = INNGEST_DEV || (INNGEST_EVENT_KEY && INNGEST_SIGNING_KEY && INNGEST_BASE_URL);
if (!server)
  giveUp(
    "Informe em INNGEST_DEV o endereço de um servidor de desenvolvimento do Inngest nesta máquina, como http://localhost:8288, ou em INNGEST_BASE_URL o de um servidor próprio, com INNGEST_EVENT_KEY e INNGEST_SIGNING_KEY.",
  );
ensureDependencies();
const { allChecks, runChecks } = await import("./checks.mjs");
say(`Prazos pelo Inngest em ${server}`);
const reliability = allChecks.filter((check) => check.name === "reliability");
const passed = await runChecks(reliability, ["tests/reliability/inngest.test.ts"]);
process.exit(passed ? 0 : 1);
