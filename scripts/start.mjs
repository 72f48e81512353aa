import cluster from "node:cluster";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { openAssets } from "./assets.mjs";
import { root } from "./install.mjs";
import { isOverlong, openPages } from "./pages.mjs";
import { giveUp } from "./steps.mjs";

// npm start: one process a core behind one port. One that dies is started again. At SIGTERM the portal first says that
// it is no longer ready, serves on for DRAIN_SECONDS so that proxies turn elsewhere, then lets each process finish what
// it began.

const SHORTEST_LIFE_MS = 10_000;
const MOST_EARLY_DEATHS = 5;
const LONGEST_GOODBYE_MS = 30_000;
const LONGEST_LAST_WORD_MS = 5_000;
const LEAVING = "leaving";
// Left to itself, V8 lets a process grow to 350 MB before it clears up: told that memory ends, it does with half of it
// and takes some hundredths longer.
const HEAP = ["--max-semi-space-size=8", "--max-old-space-size=512"];
// The C library keeps a store of memory for each thread, up to eight a core, and hardly gives any of it back.
const ARENAS = { MALLOC_ARENA_MAX: "2" };

const dotenv = path.join(root, ".env");
if (fs.existsSync(dotenv)) process.loadEnvFile(dotenv);
process.env.NODE_ENV ??= "production";

if (cluster.isPrimary) supervise();
else await serve();

function supervise() {
  let stopping = false;
  let earlyDeaths = 0;
  const wanted = numberFrom("PROCESSES", 1, 256, os.availableParallelism());
  const drainMs = numberFrom("DRAIN_SECONDS", 0, 600, 0) * 1000;
  cluster.setupPrimary({ execArgv: [...HEAP, ...process.execArgv] });
  const begin = () => {
    const worker = cluster.fork({ ...ARENAS, ...process.env });
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
  let leaving = false;
  const leave = () => {
    // Asked twice is asked to hurry.
    if (leaving || drainMs === 0) return stop(0);
    leaving = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker.send(LEAVING);
    setTimeout(() => stop(0), drainMs);
  };
  process.on("SIGTERM", leave);
  process.on("SIGINT", () => stop(0));
  for (let n = 0; n < wanted; n += 1) begin();
}

function numberFrom(name, lowest, highest, fallback) {
  const number = Number(process.env[name] || fallback);
  if (!Number.isInteger(number) || number < lowest || number > highest)
    giveUp(`${name} deve ser um número entre ${lowest} e ${highest}.`);
  return number;
}

async function serve() {
  const next = createRequire(import.meta.url)("next");
  const port = Number(process.env.PORT || 3000);
  const hostname = process.env.HOST || undefined;
  const dir = path.join(root, process.env.SITE_DIR ?? ".");
  // As the framework's own standalone server does: the settings as they were built, without what it takes to read
  // next.config.ts.
  const { config } = JSON.parse(fs.readFileSync(path.join(dir, ".next/required-server-files.json"), "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
  const app = next({ dev: false, dir, port, hostname });
  await app.prepare();
  const handle = app.getRequestHandler();
  const pages = openPages(dir, { arrive: async (...message) => globalThis.guicheArrive?.(...message) });
  const assets = openAssets(dir);
  let closing = false;
  const server = http.createServer(async (request, response) => {
    if (closing) response.setHeader("Connection", "close");
    if (isOverlong(request)) return response.writeHead(414, { Connection: "close" }).end();
    if (await assets(request, response)) return;
    if (!(await pages.serve(request, response))) await handle(request, response);
  });
  server.keepAliveTimeout = 65_000;
  server.on("error", (error) => {
    giveUp(error.code === "EADDRINUSE" ? `A porta ${port} já está em uso.` : String(error));
  });
  server.listen(port, hostname);
  const close = () => {
    globalThis.guicheLeaving = true;
    closing = true;
    setTimeout(() => process.exit(1), LONGEST_GOODBYE_MS).unref();
    server.close(async () => {
      await Promise.race([pages.rest(), delay(LONGEST_LAST_WORD_MS)]);
      await app.close();
      const lastWords = Promise.allSettled([globalThis.guicheClock?.(), globalThis.guicheGoodbye?.()]);
      await Promise.race([lastWords, delay(LONGEST_LAST_WORD_MS)]);
      process.exit(0);
    });
    server.closeIdleConnections();
    // The browser may keep an answered connection open: each is closed once it is idle.
    setInterval(() => server.closeIdleConnections(), 200).unref();
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, close);
  process.on("message", (message) => {
    if (message === LEAVING) globalThis.guicheLeaving = true;
  });
  // The supervisor is gone without a word: nobody would start this one again. Left alone, cluster would end it at once,
  // in the middle of what it answers.
  cluster.worker.exitedAfterDisconnect = true;
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
