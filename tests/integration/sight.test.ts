import { asc } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db";
import { observers, tickets } from "@/db/schema/tickets";
import type { Actor } from "@/lib/actor";
import { observed, seen, sightOf } from "@/lib/tickets/sight";
import { observes, visibleTo } from "@/lib/tickets/visibility";
import { scatterTickets } from "@/tests/support/scatter";
import { createWorld, type World } from "@/tests/support/world";

let world: World;
let everyone: Actor[];

beforeAll(async () => {
  world = await createWorld();
  await scatterTickets(world, 200, 11);
  const [one, two, three] = await db.select({ id: tickets.id }).from(tickets).limit(3);
  if (!one || !two || !three) throw new Error("nothing was scattered");
  const { ana, bruno, clara, dario, marina, otto, gilda, ada } = world;
  await db.insert(observers).values([
    { ticketId: one.id, userId: dario.userId, addedAt: new Date() },
    { ticketId: two.id, departmentId: world.traffic.id, addedAt: new Date() },
  ]);
  const guest: Actor = { kind: "guest", ticketId: three.id, userId: ana.userId };
  everyone = [ana, bruno, clara, dario, marina, otto, gilda, ada, guest, { kind: "system", job: "clock" }];
});

const seenTickets = db
  .select({ id: tickets.id, observed })
  .from(tickets)
  .where(seen)
  .orderBy(asc(tickets.id))
  .prepare("test_sight");

test("a statement that is built once sees what visibleTo sees, and no more", async () => {
  const counts = new Set<number>();
  for (const actor of everyone) {
    const visible = await db
      .select({ id: tickets.id, observed: observes(actor) })
      .from(tickets)
      .where(visibleTo(actor))
      .orderBy(asc(tickets.id));
    expect(await seenTickets.execute({ ...sightOf(actor) })).toEqual(visible);
    counts.add(visible.length);
  }
  // They do not all see the same, or the comparison would say nothing.
  expect(counts.size).toBeGreaterThan(4);
});
