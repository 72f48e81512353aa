import { setTimeout as delay } from "node:timers/promises";
import { v7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { freePort } from "@/db/embedded";
import { auditData } from "@/lib/backup/audit";
import { servicePlace } from "@/lib/place";
import { fromPlainText } from "@/lib/richtext/document";
import type { World } from "../support/world";
import { Durable } from "./durable";
import { Site } from "./site";
import type { Visitor } from "./visitor";

const LONG = Boolean(process.env.TEST_LONG);
const WRITERS = 5;
/** Slow enough that nobody goes faster than the portal lets one person go. */
const PAUSE_MS = LONG ? 2_500 : 400;

let durable: Durable;
let site: Site;
let world: World;
let writers: { visitor: Visitor; number: number }[];

beforeAll(async () => {
  durable = await Durable.open();
  site = new Site({ port: await freePort(), processes: 2, env: { DATABASE_URL: durable.url } });
  await site.ready();
  const { createWorld } = await import("../support/world");
  world = await createWorld();
});

beforeEach(async () => {
  const support = await import("../support/world");
  const { takeTicket } = await import("@/lib/tickets/mutations/take-ticket");
  const { Visitor } = await import("./visitor");
  const people = await Promise.all(
    Array.from({ length: WRITERS }, (_, n) => support.createPerson(`Pessoa ${n}`)),
  );
  const visitors = await Visitor.enter(people, site.origin);
  writers = await Promise.all(
    visitors.map(async (visitor) => {
      const { number } = await world.open(visitor.actor);
      await takeTicket(world.marina, { number }, support.later(0, 1));
      return { visitor, number };
    }),
  );
});

afterAll(async () => {
  await site?.stop();
  await durable?.close();
});

interface Seen {
  what: "page" | "open" | "reply" | "draft";
  /** Begun and ended, in milliseconds of the clock. */
  from: number;
  to: number;
  /** Status of a page or draft; "ok" or the code of a refusal for an act; "nothing" when no answer came. */
  got: number | string;
  text?: string;
  retryAfter?: string | null;
}

/** What was sent, by its key: how to send it again, and whether it was ever acknowledged. */
type Sent = Map<
  string,
  { again: () => Promise<{ ok: boolean; error?: { code: string } } | null>; ok: boolean }
>;

function workload() {
  const seen: Seen[] = [];
  const opened: Sent = new Map();
  const replied: Sent = new Map();
  let going = true;

  const note = async (what: Seen["what"], ask: () => Promise<Omit<Seen, "what" | "from" | "to">>) => {
    const from = Date.now();
    const rest = await ask();
    seen.push({ what, from, to: Date.now(), ...rest });
  };
  const send = async (what: "open" | "reply", sent: Sent, key: string) => {
    const deed = sent.get(key);
    if (!deed) return;
    await note(what, async () => {
      const answer = await deed.again();
      deed.ok ||= answer?.ok ?? false;
      return { got: answer ? (answer.ok ? "ok" : (answer.error?.code ?? "?")) : "nothing" };
    });
  };

  const loops = writers.map(async ({ visitor, number }) => {
    const ticket = `/chamados/${number}`;
    const form = `/servicos/${world.tax.slug}`;
    const at = site.origin;
    while (going) {
      const key = v7();
      const body = fromPlainText(`Uma resposta, ${key}.`);
      replied.set(key, {
        again: () => visitor.act(at, ticket, "addReply", { number, key, body, files: [] }),
        ok: false,
      });
      await send("reply", replied, key);
      const submissionKey = v7();
      const opening = openingOf(submissionKey);
      opened.set(submissionKey, { again: () => visitor.act(at, form, "openTicket", opening), ok: false });
      await send("open", opened, submissionKey);
      await note("draft", async () => {
        const status = await visitor.saveDraft(at, servicePlace(world.quick.id), v7(), "Ainda escrevo.");
        return { got: status ?? "nothing" };
      });
      await delay(PAUSE_MS);
    }
  });
  // Pages are asked for whether the one before came or not, as people do.
  const readers = writers.slice(0, 2).map(async ({ visitor }) => {
    const asked: Promise<void>[] = [];
    while (going) {
      asked.push(
        note("page", async () => {
          const page = await visitor.page(site.origin, "/chamados");
          return { got: page?.status ?? "nothing", text: page?.text, retryAfter: page?.retryAfter };
        }),
      );
      await delay(250);
    }
    await Promise.all(asked);
  });
  const stop = async () => {
    going = false;
    await Promise.all([...loops, ...readers]);
  };
  return { seen, opened, replied, stop };
}

const openingOf = (submissionKey: string) => ({
  serviceId: world.tax.id,
  formVersionId: world.tax.formVersionId ?? "",
  subjectId: "duvida",
  answers: { descricao: "Preciso de ajuda com o meu pedido." },
  fieldFiles: {},
  files: [],
  contactEmail: null,
  contactPhone: null,
  locality: null,
  submissionKey,
  continues: null,
});

const tally = (seen: readonly Seen[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(seen, ({ what, got }) => `${what} ${got}`)).map(([kind, list]) => [
      kind,
      list?.length,
    ]),
  );

describe.each([
  {
    how: "is stopped",
    seconds: LONG ? 60 : 3,
    refuses: true,
    begin: () => durable.stop(),
    end: () => durable.start(),
  },
  {
    how: "falls silent",
    seconds: LONG ? 60 : 5,
    // What is under way waits for an answer for some seconds, and here gets it.
    refuses: LONG,
    begin: async () => {
      thaw = await durable.freeze();
    },
    end: async () => thaw(),
  },
])("PostgreSQL $how for a while under load", ({ seconds, refuses, begin, end }) => {
  it("pages say so, what is sent is answered, and all comes back by itself within seconds", async () => {
    const workers = site.workers;
    const { seen, opened, replied, stop } = workload();
    await delay(1_000);
    await begin();
    const goneAt = Date.now();
    await delay(seconds * 1000);
    const backAt = Date.now();
    await end();
    const startedAt = Date.now();
    await vi.waitFor(
      () => {
        for (const what of ["page", "open", "reply"] as const) {
          const after = seen.filter((one) => one.what === what && one.from > startedAt);
          const good = after.filter(({ got }) => got === 200 || got === "ok");
          expect(good.length, what).toBeGreaterThan(4);
        }
      },
      { timeout: 15_000, interval: 100 },
    );
    await stop();
    expect(site.workers.sort()).toEqual(workers.sort());

    const pages = seen.filter(
      ({ what, from, to }) => what === "page" && from > goneAt + 1_500 && to < backAt,
    );
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages) {
      expect(page.got).toBe(503);
      expect(Number(page.retryAfter)).toBeGreaterThan(0);
      expect(page.text).toContain("O portal está temporariamente indisponível");
    }
    const kinds = Object.keys(tally(seen));
    for (const kind of kinds) {
      expect(kind).toMatch(/^(page (200|500|503)|(open|reply) (ok|unavailable)|draft (200|409|503))$/);
    }
    if (refuses) expect(kinds).toEqual(expect.arrayContaining(["open unavailable", "reply unavailable"]));
    // Nobody was left without an answer for long.
    expect(Math.max(...seen.map(({ from, to }) => to - from))).toBeLessThan(30_000);
    // 409: the draft of another turn is there already.
    const late = seen.filter(({ from, got }) => from > startedAt + 5_000 && ![200, 409, "ok"].includes(got));
    expect(tally(late)).toEqual({});

    for (const sent of [opened, replied]) {
      const lost = [...sent.values()].filter(({ ok }) => !ok);
      if (refuses) expect(lost.length).toBeGreaterThan(0);
      const again = await Promise.all(lost.map((deed) => deed.again()));
      expect(again.filter((answer) => !answer?.ok)).toEqual([]);
    }
    await durable.ask(async (client) => {
      expect(await auditData(client)).toEqual([]);
      const count = (query: string, keys: Iterable<string>) =>
        client.query<{ n: number }>(query, [[...keys]]).then(({ rows }) => rows[0]?.n);
      expect(
        await count("select count(*)::int as n from tickets where submission_key = any($1)", opened.keys()),
      ).toBe(opened.size);
      expect(await count("select count(*)::int as n from messages where id = any($1)", replied.keys())).toBe(
        replied.size,
      );
      // And nothing else beside it.
      const numbers = writers.map((writer) => writer.number);
      expect(
        await count(
          "select count(*)::int as n from events e join tickets t on t.id = e.ticket_id where e.verb = 'reply' and t.number = any($1)",
          numbers.map(String),
        ),
      ).toBe(replied.size);
      const people = writers.map(({ visitor }) => visitor.actor.userId);
      expect(await count("select count(*)::int as n from tickets where requester_id = any($1)", people)).toBe(
        opened.size + writers.length,
      );
    });
  });
});

let thaw = () => {};
