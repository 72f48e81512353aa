import { beforeAll, describe, expect, test } from "vitest";
import { pool, transact } from "@/db";
import type { UserActor } from "@/lib/actor";
import { cancelTicket } from "@/lib/tickets/mutations/cancel-ticket";
import { releaseTickets } from "@/lib/tickets/mutations/release-tickets";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { transferTicket } from "@/lib/tickets/mutations/transfer-ticket";
import { words } from "@/tests/support/stories";
import { createPerson, createWorld, later, type World } from "@/tests/support/world";

let world: World;
let both: UserActor;

beforeAll(async () => {
  world = await createWorld();
  both = await createPerson("Bia Rocha", { technicianOf: [world.finance.id, world.traffic.id] });
});

/** Kinds of tickets of which another number is kept than is counted, both in one look. */
async function differences() {
  const { rows } = await pool.query(`
    select department_id, status, unassigned, sum(n)::int as n from (
      select department_id, status, unassigned, count(*) as n from tickets group by 1, 2, 3
      union all select department_id, status, unassigned, -sum(tickets) from ticket_tallies group by 1, 2, 3
    ) as sums group by 1, 2, 3 having sum(n) <> 0`);
  return rows;
}

const rowsKept = async () =>
  (await pool.query<{ n: number }>("select count(*)::int as n from ticket_tallies")).rows[0]?.n ?? 0;

describe("what is kept of a department", () => {
  test("is what is counted, at every moment of many people's work", async () => {
    const opened = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        world.open([world.ana, world.bruno, world.clara][n % 3] ?? world.ana),
      ),
    );
    let working = true;
    const looks: unknown[] = [];
    const watching = (async () => {
      while (working) looks.push(...(await differences()));
    })();
    const acts = await Promise.allSettled(
      opened.flatMap(({ number }, n) => [
        takeTicket(both, { number }, later(1)),
        takeTicket(world.marina, { number }, later(1)),
        cancelTicket([world.ana, world.bruno, world.clara][n % 3] ?? world.ana, words(number), later(1)),
        transferTicket(both, { ...words(number), departmentId: world.traffic.id }, later(1)),
      ]),
    );
    working = false;
    await watching;
    const done = acts.filter(({ status }) => status === "fulfilled").length;
    expect(done).toBeGreaterThanOrEqual(40);
    expect(done).toBeLessThan(acts.length);
    expect(looks).toEqual([]);
    expect(await differences()).toEqual([]);

    const { number } = await world.open(world.ana);
    await takeTicket(world.marina, { number }, later(1));
    await transact((tx) => releaseTickets(tx, world.ada.userId, world.marina.userId, later(2)));
    expect(await differences()).toEqual([]);
  });

  test("does not grow with every change, and nobody waits for who adds it up", async () => {
    const { number } = await world.open(world.ana);
    const others = await Promise.all(Array.from({ length: 7 }, () => world.open(world.ana)));
    const flip =
      "update tickets set status = case status when 'new' then 'assigned' else 'new' end where number = $1";
    const holder = await pool.connect();
    await holder.query("begin");
    // Whatever is there is being added up by somebody who takes long.
    await holder.query("select 1 from ticket_tallies for update");
    await holder.query(flip, [number]);
    await Promise.all(
      others.map(async (other) => {
        for (let n = 0; n < 60; n += 1) await pool.query(flip, [other.number]);
      }),
    );
    expect(await differences()).toEqual([]);
    await holder.query("rollback");
    holder.release();
    // 840 differences; that none of them was added up has a chance of one in ten million.
    expect(await rowsKept()).toBeLessThan(700);
    expect(await differences()).toEqual([]);
  });

  test("follows tickets that are deleted, copied in many, or emptied away", async () => {
    const before = await rowsKept();
    await pool.query(`
      insert into tickets (id, number, title, status, requester_id, department_id, service_id, form_version_id, subject_id,
        answers, channel, opened_at, updated_at, status_since, submission_key)
      select gen_random_uuid(), 100000 + n, title, 'new', requester_id, department_id, service_id, form_version_id, subject_id,
        answers, channel, opened_at, updated_at, status_since, gen_random_uuid()
      from (select * from tickets limit 1) as one, generate_series(1, 1000) as n`);
    expect(await differences()).toEqual([]);
    expect((await rowsKept()) - before).toBeLessThanOrEqual(1);
    await pool.query("delete from tickets where number > 100500");
    expect(await differences()).toEqual([]);
    const client = await pool.connect();
    await client.query("begin");
    await client.query("truncate tickets cascade");
    expect((await client.query("select 1 from ticket_tallies")).rows).toEqual([]);
    await client.query("rollback");
    client.release();
  });
});
