import { parseArgs } from "node:util";
import { type Figures, load, median } from "./load";
import { memoryOf, memoryOfDatabase } from "./memory";
import { type Page, pagesOf } from "./pages";
import { replying } from "./replies";
import { compare, keep, type Measured, printMeasured, printMemory } from "./report";
import { openDatabase, openDatabaseServer, type Site, serve } from "./stage";

const PORT = 3900;

const { values: options } = parseArgs({
  options: {
    tickets: { type: "string", default: "100000" },
    concurrency: { type: "string", default: "1,8,32" },
    processes: { type: "string", default: "2" },
    seconds: { type: "string", default: "5" },
    runs: { type: "string", default: "3" },
    pages: { type: "string", default: "" },
    out: { type: "string", default: ".data/bench/last.json" },
    compare: { type: "string" },
  },
});
const processes = Number(options.processes);
const seconds = Number(options.seconds);
const wanted = options.pages ? options.pages.split(",") : null;
const isWanted = (name: string) => !wanted || wanted.includes(name);

async function main(): Promise<void> {
  const tickets = Number(options.tickets);
  const server = await openDatabaseServer();
  try {
    const url = await openDatabase(server, tickets, new Date("2026-11-20T15:00:00Z"));
    const portal = await serve("portal", url, PORT, processes);
    const bare = await serve("bare", url, PORT + 1, processes);
    try {
      const measured = await measureAll(portal, bare, url);
      const memory = { portal: memoryOf(portal.pid), database: await memoryOfDatabase(url) };
      const result = { tickets, processes, memory, measured };
      printMemory(memory);
      keep(result, options.out);
      if (options.compare) compare(result, options.compare);
    } finally {
      await portal.stop();
      await bare.stop();
    }
  } finally {
    await server.stop();
  }
}

async function measureAll(portal: Site, bare: Site, url: string): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const page of (await pagesOf(portal.origin, url)).filter(({ name }) => isWanted(name))) {
    await load({ origin: portal.origin, concurrency: 4, seconds: 2, next: page.next });
    for (const concurrency of options.concurrency.split(",").map(Number)) {
      measured.push(await measure(portal, page, concurrency));
      const own = measured.at(-1);
      if (own && concurrency === 8) own.bare = await yardstick(bare, own);
      if (own) printMeasured(own);
    }
  }
  if (isWanted("reply")) {
    const page = await replying(portal.origin, url);
    await load({ origin: portal.origin, concurrency: 1, seconds: 2, next: page.next });
    const own = await measure(portal, page, 1);
    measured.push(own);
    printMeasured(own);
  }
  return measured;
}

async function measure(portal: Site, page: Page, concurrency: number): Promise<Measured> {
  const figures = await several({ origin: portal.origin, concurrency, next: page.next });
  return { page: page.name, concurrency, ...figures };
}

/** What the bare page of the same size does, in requests per second. */
async function yardstick(bare: Site, { bytes, concurrency }: Measured): Promise<number> {
  const same = {
    ask: { path: `/?bytes=${bytes}`, cookie: "next-auth.session-token=x" },
    expected: "Página nua",
  };
  const run = { origin: bare.origin, concurrency, next: () => same };
  await load({ ...run, seconds: 2 });
  return (await several(run)).requestsPerSecond;
}

const several = (run: { origin: string; concurrency: number; next: Page["next"] }): Promise<Figures> =>
  median(Number(options.runs), () => load({ ...run, seconds }));

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
