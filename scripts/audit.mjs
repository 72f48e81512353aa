import { spawnSync } from "node:child_process";
import { npmCommand } from "./install.mjs";
import { giveUp } from "./steps.mjs";

// Asks the registry whether a package that runs in production has a known hole. Where it cannot be asked, says so: what
// can be told without it (exact versions, digests, sources, install scripts) is a unit test.
const { command, args } = npmCommand();
const asked = spawnSync(
  command,
  [...args, "audit", "--omit=dev", "--json", "--fetch-retries=0", "--fetch-timeout=30000"],
  { encoding: "utf8", timeout: 120_000 },
);
const report = parse(asked.stdout);

if (!report?.vulnerabilities) {
  const reason = report?.message ?? asked.error?.message ?? "sem resposta";
  console.log(
    `As falhas conhecidas NÃO foram consultadas: o registro de pacotes não respondeu (${short(reason)}).`,
  );
} else {
  const found = Object.values(report.vulnerabilities).filter(({ severity }) =>
    /high|critical/.test(severity),
  );
  const names = found.map(({ name, severity, range }) => `  ${name} ${range} (${severity})`);
  if (found.length > 0) giveUp(`Pacotes com falhas conhecidas:\n${names.join("\n")}`);
  console.log("Nenhuma falha grave conhecida nos pacotes de produção.");
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function short(reason) {
  return reason
    .replace(/https?:\S+/g, "")
    .trim()
    .slice(0, 80);
}
