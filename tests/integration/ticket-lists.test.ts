import { and, inArray } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { getCounters, listTickets, PAGE_SIZE } from "@/lib/search/queries";
import { after, before, ORDERS, readTicketList, type TicketListAddress } from "@/lib/search/schema";
import { COUNTERS } from "@/lib/tickets/labels";
import { visibleTo } from "@/lib/tickets/visibility";
import { SECRETS, scatterTickets, WORDS } from "@/tests/support/scatter";
import { createWorld, type World } from "@/tests/support/world";

let world: World;
let everyone: [string, UserActor][];

beforeAll(async () => {
  world = await createWorld();
  await scatterTickets(world, 400, 7);
  const { ana, bruno, clara, dario, marina, otto, gilda, ada } = world;
  everyone = Object.entries({ ana, bruno, clara, dario, marina, otto, gilda, ada });
});

const address = (change: Partial<TicketListAddress> = {}): TicketListAddress => ({
  ...readTicketList({}),
  ...change,
});

/** Every row of a list, page by page, forwards or backwards. */
async function walk(actor: UserActor, start: TicketListAddress, way: "next" | "previous" = "next") {
  const ids: string[] = [];
  let cursor = start.cursor;
  for (let pages = 0; pages < 100; pages += 1) {
    const page = await listTickets(actor, { ...start, cursor });
    const rows = page.rows.map((row) => row.id);
    if (way === "next") ids.push(...rows);
    else ids.unshift(...rows);
    if (page.rows.length > 0 && !page.total.more) {
      expect(page.first).toBe(way === "next" ? ids.length - rows.length + 1 : page.first);
    }
    const onward = page[way];
    if (!onward) return { ids, last: page };
    cursor = way === "next" ? after(onward) : before(onward);
  }
  throw new Error("the list never ends");
}

async function mayOpen(actor: UserActor, ids: string[]) {
  if (ids.length === 0) return [];
  const seen = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(inArray(tickets.id, ids), visibleTo(actor)));
  return seen.map((row) => row.id);
}

describe("counters", () => {
  test.for(["own", "institution"] as const)("equal the lists behind them, %s", async (scope) => {
    for (const [, actor] of everyone) {
      for (const search of ["", "certidoes", "ABC-1234"]) {
        const numbers = await getCounters(actor, { scope, search });
        for (const { slug, statuses } of COUNTERS) {
          const { ids, last } = await walk(actor, address({ scope, search, status: slug }));
          expect(ids.length).toBe(numbers[slug]);
          expect(last.total).toEqual({ count: ids.length, more: false });
          expect(last.counters).toEqual(numbers);
          const wrong = last.rows.filter(
            (row) => statuses && !(statuses as readonly string[]).includes(row.status),
          );
          expect(wrong).toEqual([]);
        }
      }
    }
  });

  test("of the institution are those of oneself without the class for it", async () => {
    expect(await getCounters(world.dario, { scope: "institution" })).toEqual(await getCounters(world.dario));
    const own = await getCounters(world.clara);
    const all = await getCounters(world.clara, { scope: "institution" });
    expect(all.todos).toBeGreaterThan(own.todos ?? 0);
  });
});

describe("pages", () => {
  test.for(ORDERS)("visit each row once, both ways, sorted by %s", async (order) => {
    for (const direction of ["asc", "desc"] as const) {
      const start = address({ order, direction });
      const forward = await walk(world.ana, start);
      expect(forward.ids.length).toBeGreaterThan(2 * PAGE_SIZE);
      expect(new Set(forward.ids).size).toBe(forward.ids.length);
      expect(forward.ids.length).toBe(forward.last.total.count);
      const head = forward.last.rows.at(0);
      if (!head) throw new Error("the last page is empty");
      const back = await walk(
        world.ana,
        { ...start, cursor: before({ values: head.position, id: head.id }) },
        "previous",
      );
      expect(back.ids).toEqual(forward.ids.slice(0, back.ids.length));
      expect(back.ids.length + forward.last.rows.length).toBe(forward.ids.length);
      expect(back.last.first).toBe(1);
    }
  });

  test("sort as they say", async () => {
    const { rows } = await listTickets(world.ana, address({ order: "number", direction: "asc" }));
    const numbers = rows.map((row) => row.number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const updated = (await listTickets(world.ana, address())).rows.map((row) => row.updatedAt.getTime());
    expect(updated).toEqual(updated.toSorted((a, b) => b - a));
    const byStatus = await walk(world.ana, address({ order: "status", direction: "asc" }));
    expect(byStatus.last.rows.at(-1)?.status).toBe("cancelled");
  });
});

describe("nothing is shown that could not be opened", () => {
  test("whatever is searched, sorted or filtered", async () => {
    const anyAddress = fc.record({
      scope: fc.constantFrom("own" as const, "institution" as const),
      status: fc.constantFrom(...COUNTERS.map((counter) => counter.slug)),
      search: fc.oneof(
        fc.constantFrom(
          "",
          ...WORDS,
          ...SECRETS,
          "ABC1234",
          "XYZ2D55",
          "-placa",
          '"certidão',
          "or",
          "1 or 1",
        ),
        fc.integer({ min: 1, max: 450 }).map(String),
        fc.string({ unit: "binary", maxLength: 30 }),
      ),
      order: fc.constantFrom(...ORDERS),
      direction: fc.constantFrom("asc" as const, "desc" as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...everyone), anyAddress, async ([, actor], fields) => {
        const page = await listTickets(actor, address(fields));
        const ids = page.rows.map((row) => row.id);
        expect((await mayOpen(actor, ids)).toSorted()).toEqual(ids.toSorted());
        expect(page.total.count).toBeGreaterThanOrEqual(ids.length);
        if (fields.scope === "own") {
          expect(page.rows.filter((row) => row.requester !== actor.name)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("words of internal notes find nothing on the requester's side", async () => {
    for (const [, actor] of everyone) {
      for (const search of SECRETS) {
        for (const scope of ["own", "institution"] as const) {
          expect((await listTickets(actor, address({ search, scope }))).rows).toEqual([]);
        }
      }
    }
  });
});

test("no address makes the list fail", async () => {
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.constant(undefined),
    fc.constantFrom(
      "' or 1=1 --",
      "\0",
      "%00",
      "atualizado; drop table tickets",
      "9".repeat(40),
      "desc nulls first",
    ),
  );
  const names = ["status", "q", "ordem", "sentido", "escopo", "depois", "antes", "contar"];
  await fc.assert(
    fc.asyncProperty(
      fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] }),
      async (raw) => {
        const page = await listTickets(world.clara, readTicketList(raw));
        expect(page.rows.length).toBeLessThanOrEqual(PAGE_SIZE);
      },
    ),
    { numRuns: 150 },
  );
});
