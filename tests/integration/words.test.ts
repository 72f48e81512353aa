import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db, transact } from "@/db";
import { ticketSearch, tickets, unindexedTexts } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { listQueue, queueDepartments } from "@/lib/desk/queries";
import { readQueue } from "@/lib/desk/schema";
import { relay } from "@/lib/events/relay";
import { listTickets } from "@/lib/search/queries";
import { readTicketList } from "@/lib/search/schema";
import { changeTicketIn } from "@/lib/tickets/change";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { beginWords, indexTexts } from "@/lib/words";
import { look, words } from "@/tests/support/stories";
import { createWorld, later, type World } from "@/tests/support/world";

let world: World;

beforeAll(async () => {
  world = await createWorld();
  // What is tidied a moment after an act would take texts here that the tests count.
  vi.useFakeTimers({ toFake: ["setTimeout"] });
});

afterAll(() => {
  vi.useRealTimers();
});

async function foundAtDesk(actor: UserActor, q: string) {
  const address = readQueue({ aba: "todos", status: "todos", q });
  const queue = await listQueue(actor, address, await queueDepartments(actor), later(5));
  return queue.rows.map((row) => row.number);
}

async function found(actor: UserActor, q: string) {
  const page = await listTickets(actor, readTicketList({ q }));
  return page.rows.map((row) => row.number);
}

const left = async () => (await db.select({ id: unindexedTexts.id }).from(unindexedTexts)).length;

async function entryOf(number: number) {
  const [entry] = await db
    .select({ public: ticketSearch.public, staff: ticketSearch.staff })
    .from(ticketSearch)
    .innerJoin(tickets, eq(tickets.id, ticketSearch.ticketId))
    .where(eq(tickets.number, number));
  if (!entry) throw new Error(`no entry of ${number}`);
  return { public: String(entry.public), staff: String(entry.staff) };
}

test("what was said is found once the act is over: a note by those who attend, never by the requester", async () => {
  const { number } = await world.open(world.ana);
  await addReply(world.ana, words(number, "Encontrei um berimbau dourado."), later(1));
  await addNote(world.marina, words(number, "Parece um gonguê."), later(2));
  expect(await left()).toBe(2);
  await relay();
  expect(await left()).toBe(0);
  expect(await found(world.ana, "berimbau")).toEqual([number]);
  expect(await foundAtDesk(world.marina, "berimbau gonguê")).toEqual([number]);
  expect(await found(world.ana, "gonguê")).toEqual([]);
  expect(await foundAtDesk(world.otto, "berimbau")).toEqual([]);
  const entry = await entryOf(number);
  expect(entry.staff).toContain("'gong'");
  expect(entry.public).not.toContain("'gong'");
});

test("an act that is undone leaves nothing to be found", async () => {
  const { number } = await world.open(world.ana);
  const undone = new Error("undone");
  await expect(
    transact(async (tx) => {
      await changeTicketIn(tx, world.ana, { number }, "reply", later(1), async (change) => {
        await change.move();
        await change.record();
        await change.say("reply", words(number, "zabumba").body);
      });
      throw undone;
    }),
  ).rejects.toBe(undone);
  await relay();
  expect(await left()).toBe(0);
  expect(await found(world.ana, "zabumba")).toEqual([]);
});

test("an entry that an act holds is not waited for: the call that follows the act takes the text", async () => {
  const { number } = await world.open(world.ana);
  const other = await world.open(world.ana);
  await addReply(world.ana, words(number, "alaúde"), later(1));
  await addReply(world.ana, words(other.number, "rabeca"), later(1));
  await transact(async (tx) => {
    await tx.execute(sql`
      select 1 from ticket_search join tickets on tickets.id = ticket_id where tickets.number = ${number} for update of ticket_search`);
    await indexTexts();
    expect(await found(world.ana, "alaúde")).toEqual([]);
    expect(await found(world.ana, "rabeca")).toEqual([other.number]);
  });
  await indexTexts();
  expect(await found(world.ana, "alaúde")).toEqual([number]);
});

test("many say many things at once: nothing is missing from any entry", async () => {
  const numbers: number[] = [];
  for (let n = 0; n < 4; n += 1) numbers.push((await world.open(world.ana)).number);
  const say = async (number: number, place: number) => {
    await addReply(world.ana, words(number, `palavra${number}x${place}`), later(1));
    await relay();
  };
  await Promise.all(
    numbers.flatMap((number) => Array.from({ length: 12 }, (_, place) => say(number, place))),
  );
  await relay();
  expect(await left()).toBe(0);
  for (const number of numbers) {
    const { public: entry } = await entryOf(number);
    for (let place = 0; place < 12; place += 1) expect(entry).toContain(`'palavra${number}x${place}'`);
  }
});

test("more texts than are taken in one go are all taken in one call", async () => {
  const { number } = await world.open(world.ana);
  for (let place = 0; place < 5; place += 1) {
    await addReply(world.ana, words(number, `viola${place}`), later(1));
  }
  await indexTexts();
  expect(await left()).toBe(0);
  expect((await entryOf(number)).staff.match(/'viola\d'/g)).toHaveLength(5);
});

test("a text that PostgreSQL cannot take is given up, and keeps no other from being found", async () => {
  const { number } = await world.open(world.ana);
  const other = await world.open(world.ana);
  const { id } = await look(number);
  const endless = Array.from({ length: 150_000 }, (_, place) => `palavra${place}`).join(" ");
  await db.insert(unindexedTexts).values({ ticketId: id, internal: false, text: endless });
  await addReply(world.ana, words(number, "pandeiro"), later(1));
  await addReply(world.ana, words(other.number, "pandeiro"), later(2));
  await indexTexts();
  expect(await left()).toBe(0);
  expect((await found(world.ana, "pandeiro")).toSorted()).toEqual([number, other.number].toSorted());
});

/** Words of a ticket that stand in its entry, and in the index otherwise than they should. */
async function lostOf(number: number): Promise<{ kept: number; lost: number }> {
  const { rows } = await db.execute<{ kept: number; lost: number }>(sql`
    with entry as (
      select guiche_shelf(department_id, number) as shelf, staff from ticket_search where number = ${number}
    )
    select (select count(*)::int from entry, unnest(tsvector_to_array(staff))) as kept,
      (select count(*)::int from (
        select shelf || word from entry, unnest(tsvector_to_array(staff)) as word
        except select unnest(tsvector_to_array(guiche_shelve(shelf, staff))) from entry
      ) as lost) as lost`);
  return rows[0] ?? { kept: 0, lost: 0 };
}

test("an entry is full before the index loses any of its words", async () => {
  const { id, number } = await look((await world.open(world.ana)).number);
  for (let part = 0; part < 6; part += 1) {
    const said = Array.from({ length: 7_000 }, (_, place) => `z${(part * 7_000 + place).toString(36)}`);
    await db.insert(unindexedTexts).values({ ticketId: id, internal: false, text: said.join(" ") });
  }
  await indexTexts();
  const { kept, lost } = await lostOf(number);
  expect(kept).toBeGreaterThan(13_000);
  expect(lost).toBe(0);
});

test("so is one that is full from the beginning", async () => {
  const { id, number } = await look((await world.open(world.ana)).number);
  await db.delete(ticketSearch).where(eq(ticketSearch.ticketId, id));
  const said = Array.from({ length: 40_000 }, (_, place) => `z${place.toString(36)}`);
  await transact((tx) => beginWords(tx, id, said.join(" ")));
  const { kept, lost } = await lostOf(number);
  expect(kept).toBeGreaterThan(2_000);
  expect(lost).toBe(0);
});
