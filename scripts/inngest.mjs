import process from "node:process";
import { ensureDependencies } from "./install.mjs";
import { giveUp, say } from "./steps.mjs";

// INNGEST_DEV=http://localhost:8288 npm run test:inngest
// The walk through silence with a real Inngest as the clock. npm test walks it with a small server of its own.
const server = process.env.INNGEST_DEV;
if (!server)
  giveUp(
    "Informe em INNGEST_DEV o endereço de um servidor de desenvolvimento do Inngest nesta máquina, como http://localhost:8288.",
  );
ensureDependencies();
const { allChecks, runChecks } = await import("./checks.mjs");
say(`Prazos pelo Inngest em ${server}`);
const reliability = allChecks.filter((check) => check.name === "reliability");
const passed = await runChecks(reliability, ["tests/reliability/inngest.test.ts"], { INNGEST_DEV: server });
process.exit(passed ? 0 : 1);
