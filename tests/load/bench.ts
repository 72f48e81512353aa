import fs from "node:fs";
import { Agent } from "node:http";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { benchWords, cpfOf, PASSWORD, plateOf, requesterId, technicianId } from "./fill";
import { type Ask, ask, type Figures, load, median } from "./load";
import { memoryOf, openDatabase, openDatabaseServer, type Site, serve } from "./stage";

const REQUESTERS = 2_000;
const SESSIONS = 12;
/** So many that none of them goes faster than the portal lets one person go. */
const WRITERS = 60;
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

interface Page {
  name: string;
  next: (turn: number) => { ask: Ask; expected: string };
}

interface Measured extends Figures {
  page: string;
  concurrency: number;
  /** Requests per second of the bare page of the same size. */
  bare?: number;
}

async function main(): Promise<void> {
  const tickets = Number(options.tickets);
  const server = await openDatabaseServer();
  try {
    const url = await openDatabase(server, tickets, new Date("2026-11-20T15:00:00Z"));
    const portal = await serve("portal", url, PORT, Number(options.processes));
    const bare = await serve("bare", url, PORT + 1, Number(options.processes));
    try {
      const measured = await measure(portal, bare, url);
      report(measured, portal);
    } finally {
      await portal.stop();
      await bare.stop();
    }
  } finally {
    await server.stop();
  }
}

async function measure(portal: Site, bare: Site, url: string): Promise<Measured[]> {
  const wanted = options.pages ? options.pages.split(",") : null;
  const pages = (await pagesOf(portal, url)).filter(({ name }) => !wanted || wanted.includes(name));
  const measured: Measured[] = [];
  for (const page of pages) {
    await load({ origin: portal.origin, concurrency: 4, seconds: 2, next: page.next });
    for (const concurrency of options.concurrency.split(",").map(Number)) {
      const run = { concurrency, seconds: Number(options.seconds) };
      const own = await median(Number(options.runs), () =>
        load({ origin: portal.origin, ...run, next: page.next }),
      );
      const same = {
        ask: { path: `/?bytes=${own.bytes}`, cookie: "next-auth.session-token=x" },
        expected: "Página nua",
      };
      const beside = concurrency === 8;
      if (beside) await load({ origin: bare.origin, ...run, seconds: 2, next: () => same });
      const yardstick = beside
        ? await median(Number(options.runs), () => load({ origin: bare.origin, ...run, next: () => same }))
        : undefined;
      measured.push({ page: page.name, ...run, ...own, bare: yardstick?.requestsPerSecond });
      line(measured.at(-1));
    }
  }
  if (!wanted || wanted.includes("reply")) {
    measured.push(await replies(portal, url));
    line(measured.at(-1));
  }
  return measured;
}

/** Each page as different people would ask for it. */
async function pagesOf(portal: Site, url: string): Promise<Page[]> {
  const requesters = await Promise.all(range(SESSIONS).map((n) => enter(portal, cpfOf(n * 7))));
  const technicians = await Promise.all(range(SESSIONS).map((n) => enter(portal, cpfOf(REQUESTERS + n))));
  const client = new Client({ connectionString: url });
  await client.connect();
  const numbersOf = async (where: string, ids: string[]) =>
    Promise.all(
      ids.map(async (id) => {
        const { rows } = await client.query<{ number: string }>(
          `select number from tickets where ${where} order by number desc limit 40`,
          [id],
        );
        return rows.map(({ number }) => Number(number));
      }),
    );
  const own = await numbersOf(
    "requester_id = $1",
    range(SESSIONS).map((n) => requesterId(n * 7)),
  );
  const attended = await numbersOf("assignee_id = $1", range(SESSIONS).map(technicianId));
  await client.end();
  // From the common to the rare, two at a time.
  const known = benchWords().words;
  const words = range(SESSIONS).map((n) => `${known[20 + n * 15]} ${known[60 + n * 40]}`);
  const as =
    (
      cookies: string[],
      path: (who: number, turn: number) => string,
      expected: (who: number, turn: number) => string,
    ): Page["next"] =>
    (turn) => {
      const who = turn % cookies.length;
      return { ask: { path: path(who, turn), cookie: cookies[who] }, expected: expected(who, turn) };
    };
  const pick = (lists: number[][], who: number, turn: number) => {
    const list = lists[who] ?? [];
    return list[Math.floor(turn / SESSIONS) % list.length] ?? 1;
  };
  const shown = (number: number) => String(number).padStart(8, "0");
  return [
    {
      name: "list",
      next: as(
        requesters,
        () => "/chamados",
        () => "Mostrando 1",
      ),
    },
    {
      name: "ticket",
      next: as(
        requesters,
        (who, turn) => `/chamados/${shown(pick(own, who, turn))}`,
        (who, turn) => shown(pick(own, who, turn)),
      ),
    },
    {
      name: "queue",
      next: as(
        technicians,
        () => "/fila",
        () => "Mostrando 1",
      ),
    },
    {
      name: "desk",
      next: as(
        technicians,
        (who, turn) => `/chamados/${shown(pick(attended, who, turn))}`,
        (who, turn) => shown(pick(attended, who, turn)),
      ),
    },
    {
      name: "words",
      next: as(
        technicians,
        (who) => `/fila?aba=todos&status=todos&q=${encodeURIComponent(words[who] ?? "")}`,
        () => "Mostrando",
      ),
    },
    {
      name: "number",
      next: as(
        technicians,
        (who, turn) => `/fila?aba=todos&status=todos&q=${pick(attended, who, turn)}`,
        (who, turn) => shown(pick(attended, who, turn)),
      ),
    },
    {
      name: "plate",
      next: as(
        technicians,
        (who, turn) => `/fila?aba=todos&status=todos&q=${plateOf(pick(attended, who, turn) - 1)}`,
        (who, turn) => shown(pick(attended, who, turn)),
      ),
    },
    {
      name: "home",
      next: as(
        requesters,
        () => "/",
        () => "Abrir chamado",
      ),
    },
    { name: "login", next: () => ({ ask: { path: "/entrar" }, expected: "Entrar" }) },
  ];
}

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** Logs in as the page does, and answers with the cookie. */
async function enter(portal: Site, cpf: string): Promise<string> {
  const agent = new Agent({ keepAlive: true });
  const first = await ask(portal.origin, agent, { path: "/api/auth/csrf" });
  const { csrfToken } = JSON.parse(first.body) as { csrfToken: string };
  const answer = await ask(portal.origin, agent, {
    path: "/api/auth/callback/credentials",
    method: "POST",
    cookie: cookiesOf(first.headers["set-cookie"]),
    headers: { "content-type": "application/x-www-form-urlencoded", origin: portal.origin },
    body: new URLSearchParams({
      cpf,
      password: PASSWORD,
      csrfToken,
      callbackUrl: "/",
      json: "true",
    }).toString(),
  });
  agent.destroy();
  const cookie = cookiesOf(answer.headers["set-cookie"]);
  if (!cookie.includes("session-token"))
    throw new Error(`${cpf} could not log in: ${answer.status} ${answer.body}`);
  return cookie;
}

const cookiesOf = (lines: string[] | undefined) => (lines ?? []).map((text) => text.split(";")[0]).join("; ");

/** Posts replies one after the other, as the form does: the time until the whole answer is there. */
async function replies(portal: Site, url: string): Promise<Measured> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const writers = await Promise.all(
    range(WRITERS).map(async (n) => {
      const { rows } = await client.query<{ number: string }>(
        "select number from tickets where requester_id = $1 and status in ('new', 'assigned') order by number desc limit 5",
        [requesterId(n)],
      );
      return {
        id: requesterId(n),
        cookie: await enter(portal, cpfOf(n)),
        numbers: rows.map((row) => Number(row.number)),
      };
    }),
  );
  await client.end();
  const able = writers.filter(({ numbers }) => numbers.length > 0);
  const action = actionId("addReply");
  const next = (turn: number) => {
    const { id, cookie, numbers } = able[turn % able.length] ??
      writers[0] ?? { id: "", cookie: "", numbers: [] };
    const number = numbers[Math.floor(turn / able.length) % numbers.length] ?? 0;
    const text = `Resposta número ${turn} da medição.`;
    const body = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] };
    return {
      ask: {
        path: `/chamados/${String(number).padStart(8, "0")}`,
        method: "POST" as const,
        cookie,
        headers: {
          "next-action": action,
          "content-type": "text/plain;charset=UTF-8",
          accept: "text/x-component",
          origin: portal.origin,
        },
        body: JSON.stringify([{ number, body, files: [] }, id]),
      },
      expected: '"ok":true',
    };
  };
  const run = { concurrency: 1, seconds: Number(options.seconds) };
  await load({ origin: portal.origin, ...run, seconds: 2, next });
  const figures = await median(Number(options.runs), () => load({ origin: portal.origin, ...run, next }));
  return { page: "reply", ...run, ...figures };
}

/** The id under which the build published a server action. */
function actionId(name: string): string {
  const manifest: unknown = JSON.parse(
    fs.readFileSync(".next/server/server-reference-manifest.json", "utf8"),
  );
  const actions = (manifest as { node: Record<string, { exportedName?: string }> }).node;
  const found = Object.entries(actions).find(([, { exportedName }]) => exportedName === name);
  if (!found) throw new Error(`the build knows no action ${name}`);
  return found[0];
}

function line(measured: Measured | undefined): void {
  if (!measured) return;
  const { page, concurrency, requestsPerSecond, p50, p95, p99, bytes, errors, bare } = measured;
  const cells = [
    page.padEnd(8),
    `×${concurrency}`.padStart(4),
    `${requestsPerSecond.toFixed(0)}/s`.padStart(8),
    ...[p50, p95, p99].map((ms) => `${ms.toFixed(1)} ms`.padStart(10)),
    `${(bytes / 1024).toFixed(1)} KB`.padStart(10),
    `${errors} errors`.padStart(10),
    bare ? `${(requestsPerSecond / bare).toFixed(2)} of bare (${bare.toFixed(0)}/s)` : "",
  ];
  process.stdout.write(`${cells.join(" ")}\n`);
}

function report(measured: Measured[], portal: Site): void {
  const memory = memoryOf(portal.pid);
  process.stdout.write(`memory of the app: ${memory.toFixed(0)} MB (PSS)\n`);
  const result = { tickets: Number(options.tickets), processes: Number(options.processes), memory, measured };
  fs.mkdirSync(path.dirname(options.out), { recursive: true });
  fs.writeFileSync(options.out, JSON.stringify(result, null, 2));
  if (!options.compare) return;
  const earlier = JSON.parse(fs.readFileSync(options.compare, "utf8")) as typeof result;
  process.stdout.write(`\nbeside ${options.compare} (${earlier.tickets} tickets):\n`);
  for (const now of measured) {
    const then = earlier.measured.find(
      ({ page, concurrency }) => page === now.page && concurrency === now.concurrency,
    );
    if (!then) continue;
    const ratio = (a: number, b: number) => `${(a / b).toFixed(2)}×`;
    process.stdout.write(
      `${now.page.padEnd(8)} ×${now.concurrency}  requests ${ratio(now.requestsPerSecond, then.requestsPerSecond)}  p50 ${ratio(now.p50, then.p50)}  p95 ${ratio(now.p95, then.p95)}\n`,
    );
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
