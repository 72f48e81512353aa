import { setTimeout as delay } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db";
import type { UserActor } from "@/lib/actor";
import { listQueue, queueDepartments } from "@/lib/desk/queries";
import { type QueueAddress, readQueue } from "@/lib/desk/schema";
import { relay } from "@/lib/events/relay";
import { type BoxReading, readBox } from "@/lib/search/box";
import { after, before } from "@/lib/search/schema";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { transferTicket } from "@/lib/tickets/mutations/transfer-ticket";
import { indexTexts } from "@/lib/words";
import { placeTicket, placeTickets, SECRETS, scatterTickets, WORDS } from "@/tests/support/scatter";
import { words } from "@/tests/support/stories";
import { createPerson, createWorld, later, type World } from "@/tests/support/world";

let world: World;
let both: UserActor;

beforeAll(async () => {
  world = await createWorld();
  await scatterTickets(world, 300, 5);
  both = await createPerson("Bia Rocha", { technicianOf: [world.finance.id, world.traffic.id] });
});

/** Everything the desk finds, page by page. */
async function found(actor: UserActor, search: string) {
  const own = await queueDepartments(actor);
  const start = readQueue({ aba: "todos", status: "todos", q: search });
  const ids: string[] = [];
  let cursor = start.cursor;
  for (;;) {
    const page = await listQueue(actor, { ...start, cursor }, own, later(5));
    ids.push(...page.rows.map(({ id }) => id));
    expect(page.total).toEqual(ids.length > 0 ? page.total : { count: 0, more: false });
    if (!page.next) return ids.toSorted();
    cursor = after(page.next);
  }
}

/** What each ticket says, asked one by one. */
async function said({ among, words: rest }: BoxReading, departments: string[]) {
  const says = (text: string) => sql`s.staff @@ guiche_tsquery(${text})`;
  const conditions: SQL[] = among.map(({ word, identifiers }) => {
    const carried = identifiers.map(({ kind, value }) => sql`(i.kind = ${kind} and i.value = ${value})`);
    return sql`(${says(word)} or exists (
      select 1 from ticket_identifiers i where i.ticket_id = t.id and (${sql.join(carried, sql` or `)})))`;
  });
  if (rest !== "") {
    conditions.push(
      among.length > 0 ? sql`(numnode(guiche_tsquery(${rest})) = 0 or ${says(rest)})` : says(rest),
    );
  }
  const { rows } = await db.execute<{ id: string }>(sql`
    select t.id from tickets t join ticket_search s on s.ticket_id = t.id
    where t.department_id = any(${sql.param(departments)}::uuid[]) and ${sql.join(conditions, sql` and `)}`);
  return rows.map(({ id }) => id).toSorted();
}

describe("the desk finds", () => {
  test("what the words of each ticket say, whatever is typed", async () => {
    const word = fc.constantFrom(...WORDS, ...SECRETS, "solicitacoes", "certid", "de", "inexistente");
    const part = fc.oneof(
      { weight: 5, arbitrary: word },
      { weight: 1, arbitrary: word.map((one) => `-${one}`) },
      { weight: 1, arbitrary: fc.tuple(word, word).map(([one, other]) => `"${one} ${other}"`) },
      { weight: 1, arbitrary: fc.constantFrom("or", "d'água", "<b>", "a\\b", "ABC1234", "XYZ2D55") },
    );
    const box = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" "));
    let some = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(world.marina, world.otto, both), box, async (actor, text) => {
        const reading = readBox(text);
        fc.pre(reading !== null && reading.number === null && reading.identifiers.length === 0);
        if (!reading) return;
        const expected = await said(reading, [...actor.technicianOf]);
        if (expected.length > 0) some += 1;
        expect(await found(actor, text)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
    expect(some).toBeGreaterThan(50);
  });

  test("a ticket where it is: after a transfer, in the other department only", async () => {
    const { number } = await world.open(world.ana, later(1));
    await transferTicket(
      world.marina,
      { ...words(number, "palavra rara xilofone"), departmentId: world.traffic.id },
      later(2),
    );
    await relay();
    expect(await found(world.marina, "xilofone")).toEqual([]);
    expect(await found(world.otto, "xilofone")).toHaveLength(1);
  });

  test("tickets of any age, whatever their number", async () => {
    const place = (title: string) =>
      placeTicket({
        title,
        requesterId: world.ana.userId,
        departmentId: world.finance.id,
        serviceId: world.tax.id,
        formVersionId: world.tax.formVersionId ?? "",
      });
    const ids: string[] = [];
    for (const last of [65_535, 65_536, 700_000]) {
      await db.execute(sql`select setval('ticket_number', ${last - 1})`);
      ids.push((await place("zarabatana antiga")).id);
    }
    expect(await found(world.marina, "zarabatana")).toEqual(ids.toSorted());
  });

  test("the first thousand of a word that many say, in the order of their numbers, and then the rest", async () => {
    const some = Array.from({ length: 1_120 }, (_, place) => ({
      title: "torrencial",
      requesterId: world.ana.userId,
      departmentId: (place % 3 === 0 ? world.traffic : world.finance).id,
      serviceId: world.tax.id,
      formVersionId: world.tax.formVersionId ?? "",
      status: place % 50 === 0 ? ("assigned" as const) : ("closed" as const),
      assigneeId: place % 50 === 0 ? both.userId : null,
    }));
    // Over the edge of a shelf.
    await db.execute(sql`select setval('ticket_number', ${3 * 65_536 - 600})`);
    const numbers = (await placeTickets(some)).map(({ number }) => number);
    const own = await queueDepartments(both);
    const page = (change: Partial<QueueAddress>) =>
      listQueue(
        both,
        { ...readQueue({ aba: "todos", status: "todos", q: "torrencial" }), ...change },
        own,
        later(5),
      );

    for (const [direction, expected] of [
      ["desc", numbers.toReversed()],
      ["asc", numbers],
    ] as const) {
      const seen: number[] = [];
      let last = await page({ direction });
      expect(last).toMatchObject({ first: 1, total: { count: 1_000, more: true }, tabs: { all: null } });
      for (;;) {
        const shown = last.rows.map(({ number }) => number);
        if (last.first !== null) expect(last.first).toBe(seen.length + 1);
        seen.push(...shown);
        if (!last.next) break;
        const next = await page({ direction, cursor: after(last.next) });
        const back = await page({ direction, cursor: before(next.previous ?? { values: [], id: "" }) });
        expect(back.rows.map(({ number }) => number)).toEqual(shown);
        last = next;
      }
      expect(seen).toEqual(expected);
    }

    const mine = numbers.filter((_, place) => place % 50 === 0).toReversed();
    const first = await page({ tab: "mine" });
    expect(first.rows.map(({ number }) => number)).toEqual(mine);
  });

  test("what was said once the act is over, and the words do not wait beside the index for long", async () => {
    const waiting = async () => {
      const { rows } = await db.execute<{ pages: number }>(
        sql`select gin_clean_pending_list('ticket_search_shelves')::int as pages`,
      );
      return rows[0]?.pages ?? 0;
    };
    const { number } = await world.open(world.ana, later(1));
    await addReply(world.ana, words(number, "berimbau dourado"), later(2));
    await indexTexts();
    expect(await found(world.marina, "berimbau")).toHaveLength(1);
    expect(await waiting()).toBeGreaterThan(0);
    await addReply(world.ana, words(number, "cuíca prateada"), later(3));
    await relay();
    expect(await found(world.marina, "berimbau cuíca")).toHaveLength(1);
    await delay(1_000);
    expect(await waiting()).toBe(0);
    expect(await found(world.marina, "berimbau cuíca")).toHaveLength(1);
  });
});
