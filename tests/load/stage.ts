import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { type EmbeddedServer, startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { withoutFile } from "@/lib/env";
import { fillForBench } from "./fill";

const HOME = path.resolve(".data/bench");
const SECRET = "the-bench-is-on-this-machine-only-0123456789";

/** A server for the figures: durable as in production, with the memory a small machine would give it. */
export function openDatabaseServer(): Promise<EmbeddedServer> {
  return startEmbedded({
    home: path.join(HOME, "postgres"),
    settings: { shared_buffers: "1GB", max_wal_size: "8GB", jit: "off", random_page_cost: "1.1" },
  });
}

/** The database of this size, filled unless an earlier run left it. */
export async function openDatabase(server: EmbeddedServer, tickets: number, now: Date): Promise<string> {
  const name = `bench_${tickets}`;
  const url = server.url(name);
  const admin = new Client({ connectionString: server.url("postgres") });
  await admin.connect();
  const { rows } = await admin.query<{ comment: string | null }>(
    "select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1",
    [name],
  );
  if (rows[0]?.comment !== migrations()) {
    await admin.query(`drop database if exists ${name}`);
    await admin.query(`create database ${name}`);
    await migrateDatabase(url);
    await fillForBench(url, {
      tickets,
      now,
      progress: (done) => process.stdout.write(`\r  ${tickets} chamados: ${Math.round(done * 100)} %  `),
    });
    process.stdout.write("\r");
    await admin.query(`comment on database ${name} is '${migrations()}'`);
  }
  await admin.end();
  return url;
}

/** The newest migration: with another one the rows are made anew. */
const migrations = () =>
  fs
    .readdirSync("db/migrations")
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .join(" ");

export interface Site {
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

/** Serves the portal, or the bare page, with so many processes; each leaves a profile there, where one is wanted. */
export async function serve(
  what: "portal" | "bare",
  url: string,
  port: number,
  processes: number,
  profiles?: string,
): Promise<Site> {
  const origin = `http://localhost:${port}`;
  const log = fs.openSync(path.join(HOME, `${what}-${port}.log`), "w");
  const watched = profiles ? ["--cpu-prof", `--cpu-prof-dir=${profiles}`] : [];
  const child = spawn(process.execPath, [...watched, "scripts/start.mjs"], {
    env: {
      ...process.env,
      ...withoutFile(process.env),
      NODE_ENV: "production",
      SITE_DIR: what === "bare" ? "tests/load/bare" : ".",
      DATABASE_URL: url,
      APP_URL: origin,
      PORT: String(port),
      HOST: "localhost",
      PROCESSES: String(processes),
      NEXTAUTH_SECRET: SECRET,
      STORAGE_DIR: path.join(HOME, "files"),
      LOG_LEVEL: "warn",
      NEXT_TELEMETRY_DISABLED: "1",
    },
    stdio: ["ignore", log, log],
  });
  fs.closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${what} did not start`);
  await answers(`${origin}/entrar`);
  return {
    origin,
    pid,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function answers(address: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const response = await fetch(address).catch(() => null);
    if (response) return;
    if (Date.now() > deadline) throw new Error(`${address} does not answer; see .data/bench/*.log`);
    await delay(100);
  }
}
