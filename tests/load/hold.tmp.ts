import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { productionStage } from "../support/production";

// Asks Lighthouse, as a phone on a slow line, about the pages that people open most. Its tree is large and none of it
// is used otherwise, so npx brings this very version instead of the project's packages.
const LIGHTHOUSE = "lighthouse@13.5.0";
const REPORTS = path.resolve(".data/lighthouse");
const LEAST = { performance: 95, accessibility: 100, "best-practices": 100 };
const CATEGORIES = Object.keys(LEAST) as (keyof typeof LEAST)[];

const report = z.object({
  categories: z.record(z.enum(CATEGORIES), z.object({ score: z.number() })),
  audits: z.record(z.string(), z.object({ numericValue: z.number().optional() })),
});
type Report = z.infer<typeof report>;

interface Target {
  name: string;
  address: string;
  cookie?: string;
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: { runs: { type: "string", default: "5" } },
    allowPositionals: true,
  });
  const { stage } = await productionStage("lighthouse");
  try {
    await stage.open();
    const { NODE_ENV: _mode, ...settings } = stage.env;
    Object.assign(process.env, settings);
    const targets = (await pages(stage.appUrl)).filter(
      ({ name }) => positionals.length === 0 || positionals.includes(name),
    );
    if (process.env.HOLD) {
      fs.writeFileSync("/tmp/sp/stage.json", JSON.stringify(targets));
      await new Promise((r) => process.once("SIGTERM", r));
      return true;
    }
    let good = true;
    for (const target of targets) good = (await judge(target, Number(values.runs))) && good;
    return good;
  } finally {
    await stage.stop();
  }
}

async function pages(origin: string): Promise<Target[]> {
  // Only now do they know the database.
  const { db } = await import("@/db/index");
  const { tickets } = await import("@/db/schema/tickets");
  const { demo, enter } = await import("../e2e/support/people");
  const ana = await demo("ana");
  const { name, value } = (await enter(ana)).cookie;
  const own = db.select().from(tickets).where(eq(tickets.requesterId, ana.userId));
  const [ticket] = await own.orderBy(desc(tickets.number)).limit(1);
  const cookie = `${name}=${value}`;
  return [
    { name: "login", address: `${origin}/entrar` },
    { name: "home", address: `${origin}/`, cookie },
    {
      name: "service",
      address: `${origin}/servicos/siop-emendas-parlamentares?assunto=beneficiario`,
      cookie,
    },
    { name: "ticket", address: `${origin}/chamados/${ticket?.number}`, cookie },
  ];
}

/** Asks so often, prints the run in the middle, and says whether it is good enough. */
async function judge(target: Target, runs: number): Promise<boolean> {
  const reports: Report[] = [];
  for (let run = 0; run < runs; run += 1) reports.push(await ask(target));
  reports.sort((one, other) => score(one, "performance") - score(other, "performance"));
  const middle = reports[Math.floor(reports.length / 2)];
  if (!middle) throw new Error("no run at all");
  const value = (audit: string) => middle.audits[audit]?.numericValue ?? Number.NaN;
  const words = CATEGORIES.map((category) => `${category} ${score(middle, category)}`);
  const shift = value("cumulative-layout-shift");
  process.stdout.write(
    `${target.name.padEnd(8)} ${words.join("  ")}  layout shift ${shift.toFixed(3)}  ` +
      `FCP ${Math.round(value("first-contentful-paint"))} ms  LCP ${Math.round(value("largest-contentful-paint"))} ms  ` +
      `TBT ${Math.round(value("total-blocking-time"))} ms\n`,
  );
  return shift === 0 && CATEGORIES.every((category) => score(middle, category) >= LEAST[category]);
}

const score = (of: Report, category: keyof typeof LEAST) =>
  Math.round((of.categories[category]?.score ?? 0) * 100);

async function ask({ name, address, cookie }: Target): Promise<Report> {
  fs.mkdirSync(REPORTS, { recursive: true });
  const file = path.join(REPORTS, `${name}.json`);
  const args = [
    ...["--yes", LIGHTHOUSE, address, "--output=json", `--output-path=${file}`, "--quiet"],
    ...[`--only-categories=${CATEGORIES.join(",")}`, "--chrome-flags=--headless --no-sandbox --disable-gpu"],
    ...(cookie ? [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`] : []),
  ];
  const [code] = await once(spawn("npx", args, { stdio: "inherit" }), "exit");
  if (code !== 0) throw new Error(`Lighthouse could not look at ${name}`);
  return report.parse(JSON.parse(fs.readFileSync(file, "utf8")));
}

main().then(
  (good) => process.exit(good ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
