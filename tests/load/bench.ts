import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { measureClock } from "./clock";
import { type Figures, load, median, middle, type Run } from "./load";
import { memoryOf, memoryOfDatabase } from "./memory";
import { PAGES, type Page, pageNamed, pagesOf } from "./pages";
import { spentIn } from "./profile";
import { replying } from "./replies";
import { compare, keep, type Measured, printMeasured, printMemory, printSpent, read } from "./report";
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
    beside: { type: "string" },
    profile: { type: "string" },
    deadlines: { type: "string" },
  },
});
const processes = Number(options.processes);
const seconds = Number(options.seconds);
const concurrencies = options.concurrency.split(",").map(Number);
const wanted = options.pages ? options.pages.split(",") : null;
const isWanted = (name: string) => !wanted || wanted.includes(name);

const FILLED_AT = new Date("2026-11-20T15:00:00Z");

async function main(): Promise<void> {
  // Deadlines come from tickets that were closed, of which there are fewer.
  const tickets = Math.max(Number(options.tickets), Math.ceil(1.2 * Number(options.deadlines ?? 0)));
  const server = await openDatabaseServer();
  try {
    const url = await openDatabase(server, tickets, FILLED_AT);
    if (options.beside) {
      const other = Number(options.beside);
      return await compareSizes(
        { tickets, url },
        { tickets: other, url: await openDatabase(server, other, FILLED_AT) },
      );
    }
    if (options.deadlines) return await measureClock(url, Number(options.deadlines));
    if (options.profile) return await profilePages(url, path.resolve(options.profile));
    const portal = await serve("portal", url, PORT, processes);
    const bare = await serve("bare", url, PORT + 1, processes);
    try {
      const measured = await measureAll(portal, bare, url);
      const memory = { portal: memoryOf(portal.pid), database: await memoryOfDatabase(url) };
      const result = { tickets, processes, memory, measured };
      printMemory(memory);
      keep(result, options.out);
      if (options.compare) compare(result, read(options.compare), options.compare);
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

/** Whose code each page takes the processor for: one process, which serves that page alone. */
async function profilePages(url: string, folder: string): Promise<void> {
  const names = [...PAGES, "reply"].filter(isWanted);
  for (const name of names) {
    const profiles = path.join(folder, name);
    fs.rmSync(profiles, { recursive: true, force: true });
    const portal = await serve("portal", url, PORT, 1, profiles);
    let figures: Figures;
    try {
      const isReply = name === "reply";
      const { next } = isReply
        ? await replying(portal.origin, url)
        : pageNamed(await pagesOf(portal.origin, url), name);
      const run = { origin: portal.origin, next, concurrency: isReply ? 1 : BESIDE };
      await load({ ...run, seconds: WARM_UP_SECONDS });
      figures = await load({ ...run, seconds });
    } finally {
      await portal.stop();
    }
    printSpent(name, spentIn(profiles, seconds), figures);
  }
}

interface Size {
  tickets: number;
  url: string;
}

/** The same pages over two databases, run by run in turn: what a page's time owes to the number of tickets alone. */
async function compareSizes(large: Size, small: Size): Promise<void> {
  const sites = [
    { ...large, site: await serve("portal", large.url, PORT, processes) },
    { ...small, site: await serve("portal", small.url, PORT + 2, processes) },
  ];
  try {
    const sides = await Promise.all(
      sites.map(async ({ tickets, url, site }) => ({
        tickets,
        site,
        pages: await pagesOf(site.origin, url),
        measured: [] as Measured[],
      })),
    );
    for (const name of PAGES.filter(isWanted)) {
      const asked = sides.map((side) => {
        const { next } = pageNamed(side.pages, name);
        return { side, origin: side.site.origin, next, runs: [] as Figures[] };
      });
      for (const { origin, next } of asked) await warmUp({ origin, next });
      for (const concurrency of concurrencies) {
        for (let run = 0; run < Number(options.runs); run += 1) {
          for (const { origin, next, runs } of asked)
            runs.push(await load({ origin, next, concurrency, seconds }));
        }
        for (const { side, runs } of asked) {
          side.measured.push({ page: name, concurrency, ...median(runs.splice(0)) });
          printMeasured(side.measured.at(-1));
        }
      }
    }
    const [now, then] = sides;
    if (now && then) compare(now, then, "the other");
  } finally {
    for (const { site } of sites) await site.stop();
  }
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
