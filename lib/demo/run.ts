import fs from "node:fs";
import path from "node:path";
import { formatCpf } from "@/lib/identifiers/cpf";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "./people";
import { portFrom, requireFreePort } from "./ports";
import { bold, red, say, soft, step } from "./progress";
import { Stage } from "./stage";

const development = process.argv.includes("--dev");
const command = development ? "npm run dev" : "npm run demo";
const folder = path.resolve(development ? ".data/dev" : ".data/demo");
const runningFile = path.join(folder, "running");

let stage: Stage | undefined;
let leaving = false;

async function main(): Promise<void> {
  const options = new Set(process.argv.slice(2));
  const reset = options.delete("--reset");
  options.delete("--dev");
  if (options.size > 0) throw new Error(`Opção desconhecida: ${[...options].join(" ")}. Há só --reset.`);

  const port = portFrom("PORT", 3000);
  const govbrPort = portFrom("GOVBR_PORT", port + 1);
  refuseSecondRun();
  await requireFreePort(port, `PORT=${port + 1000} ${command}`);
  await requireFreePort(govbrPort, `GOVBR_PORT=${govbrPort + 1000} ${command}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(runningFile, String(process.pid));

  stage = new Stage({
    mode: development ? "development" : "production",
    folder,
    port,
    govbrPort,
    databaseUrl: process.env.DATABASE_URL || undefined,
    databasePort: development ? portFrom("DATABASE_PORT", 54_329) : undefined,
    reset,
    step,
  });
  stage.crashed.then((sentence) => leave(1, sentence));
  await stage.open();
  welcome(stage);
}

function welcome({ appUrl, govbrUrl, databaseUrl }: Stage): void {
  say(`Pronto: ${bold(appUrl)}`);
  const lines = [
    "",
    `  gov.br simulado   ${govbrUrl}`,
    `  Correio           ${appUrl}/demo/correio`,
    ...(development ? [`  Banco             ${databaseUrl}`] : []),
    "",
    `  Entre com um destes CPFs e a senha ${bold(DEMO_PASSWORD)}, aqui ou no gov.br simulado:`,
    ...DEMO_PEOPLE.map(({ cpf, name, about }) => `    ${formatCpf(cpf)}  ${name.padEnd(28)} ${soft(about)}`),
    "",
    soft(`  Ctrl-C encerra; os dados ficam. Para começar do zero: ${command} -- --reset`),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** The folder holds one database: a second run in it would find it locked. */
function refuseSecondRun(): void {
  if (!fs.existsSync(runningFile)) return;
  const pid = Number(fs.readFileSync(runningFile, "utf8"));
  if (isDemo(pid)) throw new Error(`${command} já está rodando nesta pasta (processo ${pid}).`);
}

function isDemo(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !fs.existsSync(commandLine) || fs.readFileSync(commandLine, "utf8").includes("lib/demo/run.ts");
}

async function leave(code: number, sentence?: string): Promise<void> {
  if (leaving) return;
  leaving = true;
  if (sentence) process.stderr.write(`${red(sentence)}\n`);
  else say("Encerrando");
  await stage?.stop();
  if (stage) fs.rmSync(runningFile, { force: true });
  process.exit(code);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path: place } = error as NodeJS.ErrnoException;
  if ((code === "EACCES" || code === "EPERM") && place) return `Sem permissão para escrever em ${place}.`;
  if (code === "ENOSPC") return "O disco está cheio.";
  return process.env.DEBUG ? (error.stack ?? error.message) : error.message;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => leave(0));
process.on("disconnect", () => leave(0));
main().catch((error: unknown) => leave(1, explain(error)));
