import fs from "node:fs";
import path from "node:path";
import type { Figures } from "./load";
import { type Spent, total } from "./profile";

export interface Measured extends Figures {
  page: string;
  concurrency: number;
  /** Requests per second of the bare page of the same size. */
  bare?: number;
  /** Of each run's requests per second in those of the bare page's run beside it, the middle one. */
  share?: number;
}

/** Everything a run of the bench found. */
export interface Result {
  tickets: number;
  processes: number;
  /** Megabytes held after the run (PSS: what is shared counts once). */
  memory: { portal: number; database: number };
  measured: Measured[];
}

const print = (text: string) => process.stdout.write(`${text}\n`);

export function printMeasured(measured: Measured | undefined): void {
  if (!measured) return;
  const { page, concurrency, requestsPerSecond, p50, p95, p99, bytes, errors, bare, share } = measured;
  const cells = [
    page.padEnd(8),
    `×${concurrency}`.padStart(4),
    `${requestsPerSecond.toFixed(0)}/s`.padStart(8),
    ...[p50, p95, p99].map((ms) => `${ms.toFixed(1)} ms`.padStart(10)),
    `${(bytes / 1024).toFixed(1)} KB`.padStart(10),
    `${errors} errors`.padStart(10),
    bare ? `${share?.toFixed(2)} of bare (${bare.toFixed(0)}/s)` : "",
  ];
  print(cells.join(" "));
}

const LEAST_SHARE = 0.01;

/** A profile: what a request takes of a processor, and whose code takes it. */
export function printSpent(page: string, spent: Spent, { requestsPerSecond }: Figures): void {
  const all = total(spent);
  print(`\n${page}: ${(all / requestsPerSecond).toFixed(2)} ms of a processor per request, watched`);
  for (const { who, ms } of spent.filter((one) => one.ms >= all * LEAST_SHARE)) {
    const share = `${((100 * ms) / all).toFixed(0)} %`;
    print(`  ${who.padEnd(28)} ${share.padStart(5)} ${(ms / requestsPerSecond).toFixed(2).padStart(7)} ms`);
  }
}

export function printMemory({ portal, database }: Result["memory"]): void {
  print(`memory (PSS): app ${portal.toFixed(0)} MB, database ${database.toFixed(0)} MB`);
}

/** Keeps the result for a later comparison. */
export function keep(result: Result, file: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(result, null, 2));
}

/** How much longer a page may take in a database a hundred times as large. */
const GOALS: Record<string, { p50: number; p95: number }> = {
  ...Object.fromEntries(
    ["list", "ticket", "queue", "desk", "number", "plate"].map((page) => [page, { p50: 1.15, p95: 1.3 }]),
  ),
  words: { p50: 2, p95: 2 },
};

/** Another run beside this one; between two sizes, which goals hold. */
export function compare(now: Pick<Result, "tickets" | "measured">, then: typeof now, name: string): void {
  print(`\nbeside ${name} (${then.tickets} tickets):`);
  for (const mine of now.measured) {
    const other = then.measured.find(
      ({ page, concurrency }) => page === mine.page && concurrency === mine.concurrency,
    );
    if (!other) continue;
    const p50 = mine.p50 / other.p50;
    const p95 = mine.p95 / other.p95;
    const goal = now.tickets > then.tickets ? GOALS[mine.page] : undefined;
    const judged = (ratio: number, most: number | undefined) =>
      `${ratio.toFixed(2)}×${most === undefined ? "" : ratio <= most ? ` (≤ ${most} holds)` : ` (> ${most} FAILS)`}`;
    const cells = [
      mine.page.padEnd(8),
      `×${mine.concurrency}`.padStart(4),
      `requests ${(mine.requestsPerSecond / other.requestsPerSecond).toFixed(2)}×`,
      `p50 ${judged(p50, goal?.p50)}`,
      `p95 ${judged(p95, goal?.p95)}`,
    ];
    print(cells.join("  "));
  }
}

/** A result that was kept. */
export const read = (file: string) => JSON.parse(fs.readFileSync(file, "utf8")) as Result;
