import { and, type SQL } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db";
import { OPEN_STATUSES } from "@/db/enums";
import { departments } from "@/db/schema/people";
import { observers, tickets } from "@/db/schema/tickets";
import type { Actor, UserActor } from "@/lib/actor";
import { type Scope, visibleAmong, visibleTo, within } from "@/lib/tickets/visibility";
import { scatterTickets } from "@/tests/support/scatter";
import { createWorld, later, type World } from "@/tests/support/world";

let world: World;
let places: string[];
let people: UserActor[];

beforeAll(async () => {
  world = await createWorld();
  await scatterTickets(world, 250, 3);
  const { ana, bruno, clara, dario, marina, otto, gilda } = world;
  people = [ana, bruno, clara, dario, marina, otto, gilda];
  places = (await db.select({ id: departments.id }).from(departments)).map(({ id }) => id);
  const some = await db.select({ id: tickets.id }).from(tickets).limit(30);
  for (const [n, { id }] of some.entries()) {
    await db
      .insert(observers)
      .values({ ticketId: id, departmentId: places[n % places.length], addedAt: later(1) });
  }
});

const found = async (condition: SQL | undefined) =>
  (await db.select({ id: tickets.id }).from(tickets).where(condition)).map(({ id }) => id).toSorted();

test("within a scope, what is left of the rule shows what the rule shows", async () => {
  const institutions = [...new Set(people.flatMap(({ institution }) => institution?.id ?? []))];
  const anyone: fc.Arbitrary<Actor> = fc.oneof(
    fc.constant({ kind: "system", job: "test" } as const),
    fc
      .record({
        person: fc.constantFrom(...people),
        technicianOf: fc.subarray(places),
        managerOf: fc.subarray(places),
        institution: fc.constantFrom(null, ...institutions),
        seesTickets: fc.boolean(),
      })
      .map(({ person, institution, seesTickets, ...work }) => ({
        ...person,
        ...work,
        institution: institution ? { id: institution, name: "Banco", master: false, seesTickets } : null,
      })),
  );
  const anyScope: fc.Arbitrary<Scope> = fc.oneof(
    fc.subarray(places).map((chosen) => ({ departments: chosen })),
    fc.constantFrom(...institutions).map((institution) => ({ institution })),
    fc.constantFrom(...people).map(({ userId }) => ({ requester: userId })),
  );
  let spared = 0;
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(anyone, anyScope, async (actor, scope) => {
      const rest = visibleAmong(actor, scope);
      if (rest) asked += 1;
      else spared += 1;
      expect(await found(and(within(scope), rest))).toEqual(
        await found(and(within(scope), visibleTo(actor))),
      );
    }),
    { numRuns: 300 },
  );
  expect(Math.min(spared, asked)).toBeGreaterThan(20);
});

test("the columns that the database keeps of a ticket say what they are called", async () => {
  const rows = await db.select().from(tickets);
  for (const row of rows) {
    const open = (OPEN_STATUSES as readonly string[]).includes(row.status);
    const reviewed = row.status === "in_review" || row.pendingFrom === "in_review";
    const unassigned = open && row.assigneeId === null && !(reviewed && row.reviewerId !== null);
    expect(row).toMatchObject({
      open,
      unassigned,
      attendantId: reviewed ? row.reviewerId : row.assigneeId,
      queueRank: unassigned && row.status !== "new" ? 0 : 1,
    });
  }
  expect(new Set(rows.map(({ queueRank, open }) => `${queueRank} ${open}`)).size).toBe(3);
});
