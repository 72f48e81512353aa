import { spawnSync } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { ensureDependencies, pinnedNode, root } from "./install.mjs";
import { projectEnv, runProgram } from "./run.mjs";
import { giveUp, say } from "./steps.mjs";

const usage = `npm run bench                                      100.000 chamados, todas as páginas
npm run bench -- --tickets 1000000 --pages queue,list --concurrency 8 --processes 1
npm run bench -- --compare antes.json              também mostra a diferença para outra medição
npm run bench -- --tickets 1000000 --beside 10000  os dois tamanhos, uma vez cada um
npm run bench -- --deadlines 100000                quanto o relógio leva para resolver tantos prazos vencidos
npm run bench -- --profile pasta                   de quem é o código em que cada página gasta o processador

Também: --seconds 5 e --runs 3, de cada medida; --out .data/bench/last.json, onde ela fica.
`;
if (process.argv.slice(2).some((option) => option === "--help" || option === "-h")) {
  process.stdout.write(usage);
  process.exit(0);
}
ensureDependencies();
for (const [name, args] of [
  ["o portal", ["scripts/build.mjs"]],
  ["a página nua", ["node_modules/next/dist/bin/next", "build", "tests/load/bare"]],
]) {
  say(`Construindo ${name}`);
  const env = { ...projectEnv, NODE_ENV: "production" };
  const built = spawnSync(pinnedNode, args, { cwd: root, env, encoding: "utf8" });
  if (built.status !== 0) giveUp(`${built.stdout}${built.stderr}`);
}
process.env.NEXTAUTH_SECRET ??= "the-bench-is-on-this-machine-only-0123456789";
process.exit(await runProgram(path.join("tests", "load", "bench.ts"), process.argv.slice(2)));
