import { execFile, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { outsideOf, type Place, preparePlace } from "./embedded-place";

const run = promisify(execFile);

export type EmbeddedOptions = {
  /** Folder of the server: its data, password and log. */
  home: string;
  /** A free port when absent. */
  port?: number;
  /** For tests: no fsync, and the folder is removed at the end. */
  temporary?: boolean;
  /** Settings of the server, over our own. */
  settings?: Record<string, string>;
};

export type EmbeddedServer = {
  url(database: string): string;
  /** Settles, with a sentence, when the server ends without having been asked to. */
  crashed: Promise<string>;
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL that npm brought, creating its cluster the first time. The server lives in a process
 * group of its own, so that Ctrl-C reaches whoever started it and not the database first.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = preparePlace(options.home);
  const data = path.join(place.home, "data");
  const temporary = options.temporary ?? false;
  await stopLeftover(data);
  if (!fs.existsSync(data)) await createCluster(place, data, temporary);

  const port = options.port ?? (await freePort());
  const password = fs.readFileSync(passwordFile(place), "utf8").trim();
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const logFile = path.join(place.home, "postgres.log");
  const log = fs.openSync(logFile, "w");
  const server = spawn(path.join(place.binaries, "bin/postgres"), serverFlags(data, port, options), {
    ...place.user,
    cwd: "/",
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", log, log],
    detached: true,
  });
  fs.closeSync(log);

  let stopping = false;
  const stopSignal = temporary ? "SIGQUIT" : "SIGINT";
  const stopAtExit = () => server.kill(stopSignal);
  process.once("exit", stopAtExit);
  const ended = once(server, "exit");
  const crashed = new Promise<string>((resolve) => {
    ended.then(() => stopping || resolve(`O PostgreSQL terminou sozinho:\n${lastLines(logFile)}`));
  });
  const failed = crashed.then((sentence) => Promise.reject(new Error(sentence)));
  await Promise.race([waitForConnection(url("postgres")), failed]);

  return {
    url,
    crashed,
    async stop() {
      stopping = true;
      if (server.exitCode === null && server.signalCode === null) {
        server.kill(stopSignal);
        await ended;
      }
      process.removeListener("exit", stopAtExit);
      if (temporary) await removeEmbedded(options.home);
    },
  };
}

/** Deletes the data of the embedded server of this folder, stopping it first if a killed process left it running. */
export async function removeEmbedded(home: string): Promise<void> {
  for (const folder of [path.resolve(home), outsideOf(home)]) {
    await stopLeftover(path.join(folder, "data"));
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Below the ports that systems give to outgoing connections, any of which may take one that was free a moment ago. */
const PORTS = { first: 15_000, last: 31_999 };

/** A port of 127.0.0.1 that nobody listens on right now. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(PORTS.first, PORTS.last + 1);
    if (await isFree(port)) return port;
  }
  throw new Error("O sistema não deu uma porta livre.");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(port, "127.0.0.1");
    server.once("error", () => resolve(false));
    server.once("listening", () => server.close(() => resolve(true)));
  });
}

function passwordFile(place: Place): string {
  return path.join(place.home, "password");
}

async function createCluster(place: Place, data: string, temporary: boolean): Promise<void> {
  const { uid, gid } = place.user ?? {};
  const draft = `${data}.new`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft);
  fs.writeFileSync(passwordFile(place), `${randomBytes(24).toString("hex")}\n`, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) {
    fs.chownSync(draft, uid, gid);
    fs.chownSync(passwordFile(place), uid, gid);
  }
  await run(
    path.join(place.binaries, "bin/initdb"),
    [
      `--pgdata=${draft}`,
      "--username=postgres",
      `--pwfile=${passwordFile(place)}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=icu",
      "--icu-locale=pt-BR",
      ...(temporary ? ["--no-sync"] : []),
    ],
    { ...place.user, cwd: "/", env: { ...process.env, LC_ALL: "C" } },
  );
  fs.renameSync(draft, data);
}

function serverFlags(data: string, port: number, { temporary, settings }: EmbeddedOptions): string[] {
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(temporary ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", data, "-p", String(port), ...flags];
}

async function waitForConnection(url: string): Promise<void> {
  const patience = Date.now() + 60_000;
  for (;;) {
    const client = new Client({ connectionString: url });
    client.on("error", () => {});
    const failure = await client.connect().then(
      () => undefined,
      (error: unknown) => error,
    );
    await client.end();
    if (!failure) return;
    if (Date.now() > patience) throw failure;
    await delay(50);
  }
}

/** A server of this very folder that outlived its parent (killed without a chance to stop it) is stopped. */
async function stopLeftover(data: string): Promise<void> {
  const lock = path.join(data, "postmaster.pid");
  if (!fs.existsSync(lock)) return;
  const pid = Number.parseInt(fs.readFileSync(lock, "utf8"), 10);
  const isOurs = async () => (await commandLine(pid)).includes(data);
  if (!(await isOurs())) return;
  process.kill(pid, "SIGINT");
  for (let tries = 0; tries < 200 && (await isOurs()); tries++) await delay(100);
}

async function commandLine(pid: number): Promise<string> {
  const file = `/proc/${pid}/cmdline`;
  if (process.platform === "linux") return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  const shown = await run("ps", ["-o", "command=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  return shown.stdout;
}

function lastLines(file: string): string {
  return fs.readFileSync(file, "utf8").trim().split("\n").slice(-6).join("\n");
}
