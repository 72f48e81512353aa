import { and, asc, eq, gt, isNotNull, notExists, sql } from "drizzle-orm";
import { db, transact } from "@/db/index";
import { profiles, users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { inForce } from "../attendants";
import { loseAssignee } from "./lose-assignee";

const BATCH = 100;

/**
 * Leaves open tickets whose attendant's profile ended (or does not hold today) without anybody, and tells the managers.
 * Returns how many.
 */
export async function releaseUnattended(now: Date): Promise<number> {
  let released = 0;
  let after: string | undefined;
  for (;;) {
    const found = await unattended(now, after);
    for (const { id } of found) if (await release(id, now)) released += 1;
    after = found.at(-1)?.id;
    if (found.length < BATCH) return released;
  }
}

const profileHolds = (now: Date) =>
  db
    .select({ one: sql`1` })
    .from(profiles)
    .innerJoin(users, eq(users.id, profiles.userId))
    .where(
      and(
        eq(profiles.userId, tickets.attendantId),
        eq(profiles.departmentId, tickets.departmentId),
        inForce(now),
      ),
    );

const withoutProfile = (now: Date) =>
  and(tickets.open, isNotNull(tickets.attendantId), notExists(profileHolds(now)));

function unattended(now: Date, after: string | undefined) {
  return db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(withoutProfile(now), after ? gt(tickets.id, after) : undefined))
    .orderBy(asc(tickets.id))
    .limit(BATCH);
}

/** Each by itself, and only if it still is so: the profile may be back, or the ticket in other hands. */
function release(id: string, now: Date): Promise<boolean> {
  return transact(async (tx) => {
    const held = await tx.select({ id: tickets.id }).from(tickets).where(eq(tickets.id, id)).for("update");
    const [still] = await tx
      .select({ id: tickets.id })
      .from(tickets)
      .where(and(eq(tickets.id, id), withoutProfile(now)));
    if (held.length === 0 || !still) return false;
    await loseAssignee(tx, { kind: "system", job: "release" }, { id }, now);
    return true;
  });
}
