import cluster from "node:cluster";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { root } from "./install.mjs";
import { giveUp } from "./steps.mjs";

// npm start: one process a core behind one port. One that dies is started again; SIGTERM lets each finish what it
// began.

const SHORTEST_LIFE_MS = 10_000;
const MOST_EARLY_DEATHS = 5;
const LONGEST_GOODBYE_MS = 30_000;

const dotenv = path.join(root, ".env");
if (fs.existsSync(dotenv)) process.loadEnvFile(dotenv);
process.env.NODE_ENV ??= "production";

if (cluster.isPrimary) supervise();
else await serve();

function supervise() {
  let stopping = false;
  let earlyDeaths = 0;
  const wanted = Number(process.env.PROCESSES || os.availableParallelism());
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 256)
    giveUp("PROCESSES deve ser um número entre 1 e 256.");
  const begin = () => {
    const worker = cluster.fork();
    const began = Date.now();
    worker.once("exit", (code, signal) => {
      if (stopping) return;
      const early = Date.now() - began < SHORTEST_LIFE_MS;
      earlyDeaths = early ? earlyDeaths + 1 : 0;
      const reason = signal ? `sinal ${signal}` : `código ${code}`;
      process.stderr.write(`Processo ${worker.process.pid} terminou (${reason}).\n`);
      // A wrong setting ends each of them at once: trying on would only fill the log.
      if (early && (code === 1 || earlyDeaths >= MOST_EARLY_DEATHS)) return stop(1);
      begin();
    });
  };
  const stop = (code) => {
    if (stopping) return;
    stopping = true;
    const workers = Object.values(cluster.workers ?? {});
    for (const worker of workers) worker.process.kill("SIGTERM");
    const patience = setTimeout(() => {
      for (const worker of workers) worker.process.kill("SIGKILL");
    }, LONGEST_GOODBYE_MS);
    const left = () => Object.keys(cluster.workers ?? {}).length;
    const finish = () => {
      if (left() > 0) return;
      clearTimeout(patience);
      process.exit(code);
    };
    cluster.on("exit", finish);
    finish();
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => stop(0));
  for (let n = 0; n < wanted; n += 1) begin();
}

async function serve() {
  const next = createRequire(import.meta.url)("next");
  const port = Number(process.env.PORT || 3000);
  const hostname = process.env.HOST || undefined;
  const app = next({ dev: false, dir: path.join(root, process.env.SITE_DIR ?? "."), port, hostname });
  await app.prepare();
  const handle = app.getRequestHandler();
  let closing = false;
  const server = http.createServer((request, response) => {
    if (closing) response.setHeader("Connection", "close");
    return handle(request, response);
  });
  server.keepAliveTimeout = 65_000;
  server.on("error", (error) => {
    giveUp(error.code === "EADDRINUSE" ? `A porta ${port} já está em uso.` : String(error));
  });
  server.listen(port, hostname);
  const close = () => {
    closing = true;
    setTimeout(() => process.exit(1), LONGEST_GOODBYE_MS).unref();
    server.close(async () => {
      await app.close();
      process.exit(0);
    });
    server.closeIdleConnections();
    // The browser may keep an answered connection open: each is closed once it is idle.
    setInterval(() => server.closeIdleConnections(), 200).unref();
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, close);
  // The supervisor is gone without a word: nobody would start this one again. Left alone, cluster would end it at once,
  // in the middle of what it answers.
  cluster.worker.exitedAfterDisconnect = true;
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
