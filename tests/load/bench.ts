import { parseArgs } from "node:util";
import { type Figures, load, median, middle, type Run } from "./load";
import { memoryOf, memoryOfDatabase } from "./memory";
import { type Page, pagesOf } from "./pages";
import { replying } from "./replies";
import { compare, keep, type Measured, printMeasured, printMemory } from "./report";
import { openDatabase, openDatabaseServer, type Site, serve } from "./stage";

const PORT = 3900;
/** At this concurrency the bare page is measured beside each page. */
const BESIDE = 8;
/** Until then V8 is still compiling what the page runs. */
const WARM_UP_SECONDS = 8;

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
const concurrencies = options.concurrency.split(",").map(Number);
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
    const { bytes } = await warmUp({ origin: portal.origin, next: page.next });
    const yardstick = bareOf(bare, bytes);
    if (concurrencies.includes(BESIDE)) await warmUp(yardstick);
    for (const concurrency of concurrencies) {
      const beside = concurrency === BESIDE ? yardstick : undefined;
      measured.push(await measure(portal, page, concurrency, beside));
      printMeasured(measured.at(-1));
    }
  }
  if (isWanted("reply")) {
    const page = await replying(portal.origin, url);
    await load({ origin: portal.origin, concurrency: 1, seconds: WARM_UP_SECONDS, next: page.next });
    measured.push(await measure(portal, page, 1));
    printMeasured(measured.at(-1));
  }
  return measured;
}

/** Each run beside one of the yardstick: from minute to minute a machine is not equally fast. */
async function measure(portal: Site, page: Page, concurrency: number, yardstick?: Asked): Promise<Measured> {
  const own: Figures[] = [];
  const bare: number[] = [];
  for (let run = 0; run < Number(options.runs); run += 1) {
    own.push(await load({ origin: portal.origin, next: page.next, concurrency, seconds }));
    if (yardstick) bare.push((await load({ ...yardstick, concurrency, seconds })).requestsPerSecond);
  }
  const shares = own.flatMap(({ requestsPerSecond }, run) => {
    const beside = bare[run];
    return beside ? [requestsPerSecond / beside] : [];
  });
  const beside = yardstick && { bare: middle(bare), share: middle(shares) };
  return { page: page.name, concurrency, ...median(own), ...beside };
}

type Asked = Pick<Run, "origin" | "next">;

const warmUp = (asked: Asked) => load({ ...asked, concurrency: BESIDE, seconds: WARM_UP_SECONDS });

/** The bare page of the same size. */
function bareOf({ origin }: Site, bytes: number): Asked {
  const same = {
    ask: { path: `/?bytes=${bytes}`, cookie: "next-auth.session-token=x" },
    expected: "Página nua",
  };
  return { origin, next: () => same };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
