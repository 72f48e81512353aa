import { once } from "node:events";
import type { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";

const CHUNK = 256 * 1024;

export type Value = string | number | boolean | Date | null;

/** Sends rows to a table by COPY, as many as come, in constant memory. */
export class Copy {
  private readonly stream;
  private waiting: string[] = [];
  private size = 0;

  constructor(client: Client, table: string, columns: readonly string[]) {
    this.stream = client.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`));
  }

  /** Resolves at once unless the database must catch up. */
  async row(...values: Value[]): Promise<void> {
    const line = `${values.map(field).join("\t")}\n`;
    this.waiting.push(line);
    this.size += line.length;
    if (this.size < CHUNK) return;
    const chunk = this.waiting.join("");
    this.waiting = [];
    this.size = 0;
    if (!this.stream.write(chunk)) await once(this.stream, "drain");
  }

  async end(): Promise<void> {
    this.stream.end(this.waiting.join(""));
    await once(this.stream, "finish");
  }
}

function field(value: Value): string {
  if (value === null) return "\\N";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "string") return String(value);
  return value.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n");
}
