import { and, eq, isNotNull, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { db } from "@/db/index";
import { blockedAddresses, letterLinks, outbox } from "@/db/schema/mail";
import { users } from "@/db/schema/people";
import { deadlines } from "@/db/schema/tickets";
import { linkPath } from "@/lib/mail/link";
import { expect } from "./test";
import type { Opened } from "./tickets";

/** What runs on a ticket moves so many days towards its end; the portal's own clock does the rest. */
export async function daysPass({ id }: Pick<Opened, "id">, days: number): Promise<void> {
  const gone = sql.raw(`interval '${days} days'`);
  await db.execute(sql`
    update deadlines set started_at = started_at - ${gone}, due_at = due_at - ${gone}, noticed_at = noticed_at - ${gone}
    where ticket_id = ${id} and settled_at is null and cancelled_at is null`);
  await db.execute(sql`
    update pending_periods set started_at = started_at - ${gone} where ticket_id = ${id} and ended_at is null`);
  await db.execute(sql`
    update solutions set proposed_at = proposed_at - ${gone} where ticket_id = ${id} and state = 'waiting'`);
}

/** Settles when the end of what runs on a ticket was announced. */
export async function announced({ id }: Pick<Opened, "id">): Promise<void> {
  const noticed = db
    .select({ id: deadlines.id })
    .from(deadlines)
    .where(and(eq(deadlines.ticketId, id), isNotNull(deadlines.noticedAt)));
  await expect.poll(async () => (await noticed).length).toBeGreaterThan(0);
}

/** A letter of a ticket that may have arrived or not, for a person to decide, and others that certainly did not. */
export async function strandedLetters({ id }: Pick<Opened, "id">): Promise<void> {
  const sent = and(eq(outbox.ticketId, id), eq(outbox.state, "sent"));
  let letter: typeof outbox.$inferSelect | undefined;
  await expect
    .poll(async () => {
      const stranded = { state: "dead", deliveredAt: null, failure: "unsure" } as const;
      [letter] = await db.update(outbox).set(stranded).where(sent).returning();
      return letter?.state;
    })
    .toBe("dead");
  if (!letter) return;
  const like = { ...letter, eventId: null, linkId: null, replyId: null, providerId: null };
  const taken = { state: "sent", deliveredAt: new Date(), fateAt: new Date() } as const;
  const fates = [
    { ...taken, fate: "bounced", failure: "bounce_permanent" },
    { ...taken, fate: "bounced", failure: "bounce_transient" },
    { ...taken, fate: "failed", failure: "resend_reached_daily_quota" },
    { ...taken, fate: "suppressed", failure: null },
    { state: "skipped", failure: "blocked" },
    { state: "dead", failure: "smtp_550" },
  ] as const;
  await db.insert(outbox).values(fates.map((fate) => ({ ...like, id: v7(), ...fate })));
}

/** Somebody who only writes, from an address that takes no mail: nobody told them that what they are asked for ends. */
export async function unheardTicket(ticket: Opened, { userId }: { userId: string }): Promise<Opened> {
  const [writer] = await db.update(users).set({ origin: "email" }).where(eq(users.id, userId)).returning();
  await db
    .insert(blockedAddresses)
    .values({ address: writer?.email ?? "", reason: "complained", since: new Date() })
    .onConflictDoNothing();
  await daysPass(ticket, 6.01);
  await announced(ticket);
  return ticket;
}

type Purpose = typeof letterLinks.$inferSelect.purpose;

/** Where the button of a ticket's letter leads, once that letter is written. */
export async function letterAddress({ id }: Pick<Opened, "id">, purpose: Purpose): Promise<string> {
  let linkId = "";
  await expect(async () => {
    const [link] = await db
      .select({ id: letterLinks.id })
      .from(letterLinks)
      .where(and(eq(letterLinks.ticketId, id), eq(letterLinks.purpose, purpose)));
    linkId = link?.id ?? "";
    expect(linkId).not.toBe("");
  }).toPass();
  return linkPath(linkId);
}
