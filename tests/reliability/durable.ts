import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { vi } from "vitest";
import { type EmbeddedServer, freePort, startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { childrenOf, isAlive, killIfAlive } from "./site";

/** A PostgreSQL of the test's own that keeps its promises as in production, and can be hurt. */
export class Durable {
  private constructor(
    private readonly home: string,
    private readonly port: number,
    private server: EmbeddedServer,
  ) {}

  /** Starts one and makes it the database of whatever is imported from here on. */
  static async open(): Promise<Durable> {
    const home = await fs.mkdtemp(path.join(os.tmpdir(), "guiche-durable-"));
    const port = await freePort();
    const durable = new Durable(home, port, await startEmbedded({ home, port }));
    await migrateDatabase(durable.url);
    vi.resetModules();
    process.env.DATABASE_URL = durable.url;
    Reflect.deleteProperty(globalThis, "guicheDatabase");
    return durable;
  }

  get url(): string {
    return this.server.url("postgres");
  }

  /** The server and every process of it, at this moment. */
  private async processes(): Promise<number[]> {
    const lock = await fs.readFile(path.join(this.home, "data/postmaster.pid"), "utf8");
    const pid = Number.parseInt(lock, 10);
    return [pid, ...childrenOf(pid)];
  }

  /** As by a power cut. */
  async kill(): Promise<void> {
    const pids = await this.processes();
    for (const pid of pids) killIfAlive(pid);
    await this.server.crashed;
    await vi.waitFor(() => {
      if (pids.some(isAlive)) throw new Error("PostgreSQL is still there");
    });
  }

  /** As an operator does. */
  async stop(): Promise<void> {
    await this.server.stop();
  }

  async start(): Promise<void> {
    this.server = await startEmbedded({ home: this.home, port: this.port });
  }

  /** Connections stay open and nothing answers, as when the network swallows everything. */
  async freeze(): Promise<() => void> {
    const pids = await this.processes();
    for (const pid of pids) killIfAlive(pid, "SIGSTOP");
    return () => {
      for (const pid of pids) killIfAlive(pid, "SIGCONT");
    };
  }

  /** Asks over a connection of its own. */
  async ask<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await this.server.stop();
    await fs.rm(this.home, { recursive: true, force: true });
  }
}
