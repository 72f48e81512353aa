import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db";
import { closings, ratings, tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { after } from "@/lib/search/schema";
import { type RatingsAddress, readRatings } from "@/lib/surveys/address";
import { scoreSentence } from "@/lib/surveys/labels";
import { listRatings, ratingFilters } from "@/lib/surveys/queries";
import { dice, placeTicket } from "@/tests/support/scatter";
import { createPerson, createWorld, type World } from "@/tests/support/world";

const TODAY = "2026-11-21";

let world: World;
let boss: UserActor;

async function rate(service: World["tax"], stars: number, at: string, comment: string | null = null) {
  const ticket = await placeTicket({
    title: "Pedido atendido",
    status: "resolved",
    requesterId: world.ana.userId,
    departmentId: service.departmentId,
    serviceId: service.id,
    formVersionId: service.formVersionId ?? "",
  });
  const moment = new Date(at);
  const [closing] = await db
    .insert(closings)
    .values({ ticketId: ticket.id, ordinal: 1, at: moment, by: "approval", attendantId: world.marina.userId })
    .returning();
  const [rating] = await db
    .insert(ratings)
    .values({
      closingId: closing?.id ?? "",
      ticketId: ticket.id,
      departmentId: service.departmentId,
      serviceId: service.id,
      attendantId: world.marina.userId,
      authorId: world.ana.userId,
      stars,
      comment,
      createdAt: moment,
      updatedAt: moment,
    })
    .returning();
  return { ...ticket, ratingId: rating?.id ?? "" };
}

beforeAll(async () => {
  world = await createWorld();
  boss = await createPerson("Bento Sá", { managerOf: [world.finance.id, world.traffic.id] });
  const roll = dice(5);
  for (let count = 0; count < 90; count += 1) {
    const service = roll() < 0.5 ? world.tax : world.lien;
    // Three a moment, so that pages must tell equals apart.
    const day = 1 + Math.floor(count / 3 / 2);
    const at = `2026-11-${String(day).padStart(2, "0")}T12:00:00Z`;
    await rate(service, 1 + Math.floor(roll() * 5), at);
  }
});

const address = (change: Partial<RatingsAddress> = {}, raw = {}): RatingsAddress => ({
  ...readRatings(raw, TODAY),
  ...change,
});

async function walk(actor: UserActor, start: RatingsAddress) {
  const rows = [];
  let cursor = start.cursor;
  for (let pages = 0; pages < 50; pages += 1) {
    const page = await listRatings(actor, { ...start, cursor });
    rows.push(...page.rows);
    if (!page.next) return { rows, page };
    cursor = after(page.next);
  }
  throw new Error("the list never ends");
}

test("mean and distribution equal the ratings behind them", async () => {
  for (const actor of [world.gilda, boss]) {
    for (const service of ["", world.tax.slug]) {
      const { rows, page } = await walk(actor, address({ service }));
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
      expect(page.score.count).toBe(rows.length);
      expect(page.total.count).toBe(rows.length);
      const mean = rows.reduce((sum, row) => sum + row.stars, 0) / rows.length;
      expect(page.score.mean).toBeCloseTo(mean, 9);
      for (const stars of [1, 2, 3, 4, 5]) {
        const only = await walk(actor, address({ service, stars }));
        expect(only.rows.length).toBe(page.score.stars[stars - 1]);
        expect(only.page.total.count).toBe(only.rows.length);
        expect(only.page.score).toEqual(page.score);
      }
    }
  }
});

test("a manager reads the ratings of the own departments only", async () => {
  const { rows } = await walk(world.gilda, address());
  expect(new Set(rows.map((row) => row.department))).toEqual(new Set(["Finanças"]));
  expect((await walk(world.gilda, address({ department: world.traffic.slug }))).rows).toEqual([]);
  for (const actor of [world.marina, world.ana, world.ada]) {
    const page = await listRatings(actor, address());
    expect({ rows: page.rows, count: page.score.count }).toEqual({ rows: [], count: 0 });
    expect(await ratingFilters(actor)).toEqual({ departments: [], services: [] });
  }
});

test("a rating counts on the day it was in its department", async () => {
  const late = await rate(world.quick, 5, "2026-06-11T02:30:00Z");
  const onDay = async (day: string) => {
    const { rows } = await walk(
      world.gilda,
      address({ service: world.quick.slug }, { periodo: "outro", de: day, ate: day }),
    );
    return rows.map((row) => row.ticket?.number);
  };
  expect(await onDay("2026-06-10")).toEqual([late.number]);
  expect(await onDay("2026-06-11")).toEqual([]);
});

test("a comment that was moderated is not shown, its score is", async () => {
  const bad = await rate(world.reviewed, 1, "2026-11-20T12:00:00Z", "Texto ofensivo");
  await db.update(ratings).set({ state: "hidden" }).where(eq(ratings.id, bad.ratingId));
  const { rows, page } = await walk(world.gilda, address({ service: world.reviewed.slug }));
  expect(rows).toMatchObject([{ stars: 1, comment: null, hidden: true }]);
  expect(page.score.count).toBe(1);
});

test("a ticket that went to another department is not told any more", async () => {
  const moved = await rate(world.reviewed, 4, "2026-11-20T13:00:00Z");
  await db.update(tickets).set({ departmentId: world.traffic.id }).where(eq(tickets.id, moved.id));
  const first = async (actor: UserActor) =>
    (await walk(actor, address({ service: world.reviewed.slug, stars: 4 }))).rows[0]?.ticket;
  expect(await first(world.gilda)).toBeNull();
  expect(await first(boss)).toMatchObject({ number: moved.number });
});

test("the sentence compares with the period before", () => {
  const score = (mean: number | null, count: number) => ({ stars: [], count, mean });
  const month = readRatings({ periodo: "mes" }, TODAY);
  expect(scoreSentence(month, score(4.42, 1204), score(4.21, 3))).toBe(
    "Nota média 4,4 de 1.204 avaliações em novembro, 0,2 acima de outubro.",
  );
  expect(scoreSentence(month, score(4, 1), score(null, 0))).toBe(
    "Nota média 4,0 de 1 avaliação em novembro.",
  );
  expect(scoreSentence(readRatings({}, TODAY), score(4, 2), score(4.04, 2))).toBe(
    "Nota média 4,0 de 2 avaliações nos últimos 30 dias, a mesma do período anterior.",
  );
  expect(scoreSentence(month, score(null, 0), score(4, 1))).toBe("Nenhuma avaliação em novembro.");
});

test("no address makes it fail", async () => {
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.string()),
    fc.constantFrom("2026-02-31", "0000-00-00", "9999-12-31", "2099-12-31", "2000-01-01", "outro", "' --"),
  );
  const names = ["periodo", "de", "ate", "setor", "servico", "estrelas", "depois", "antes"];
  await fc.assert(
    fc.asyncProperty(
      fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] }),
      async (raw) => {
        await listRatings(boss, readRatings(raw, TODAY));
      },
    ),
    { numRuns: 80 },
  );
});
