import fs from "node:fs";
import { Client } from "pg";

/** Megabytes that a process and its children hold, shared pages counted by their share (Linux: PSS). */
export function memoryOf(pid: number): number {
  const children = fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid);
  return pssOf(pid) + children.reduce((sum, child) => sum + memoryOf(Number(child)), 0);
}

function pssOf(pid: number): number {
  const own = /^Pss:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"));
  return Number(own?.[1] ?? 0) / 1024;
}

function parentOf(pid: string): number | null {
  const file = `/proc/${pid}/stat`;
  if (!fs.existsSync(file)) return null;
  const after = fs.readFileSync(file, "utf8").split(") ").at(-1) ?? "";
  return Number(after.split(" ")[1]);
}

/** Megabytes that the server of a database holds, with all its processes. */
export async function memoryOfDatabase(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const server = parentOf(String(rows[0]?.pid));
  if (server === null) throw new Error("the database runs on another machine");
  const memory = memoryOf(server);
  await client.end();
  return memory;
}
