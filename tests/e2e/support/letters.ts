import { and, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { letterLinks, outbox } from "@/db/schema/mail";
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
}

/** Settles when the end of what runs on a ticket was announced. */
export async function announced({ id }: Pick<Opened, "id">): Promise<void> {
  const noticed = db
    .select({ id: deadlines.id })
    .from(deadlines)
    .where(and(eq(deadlines.ticketId, id), isNotNull(deadlines.noticedAt)));
  await expect.poll(async () => (await noticed).length).toBeGreaterThan(0);
}

/** A letter of a ticket that may have arrived or not, for a person to decide. */
export async function strandedLetter({ id }: Pick<Opened, "id">): Promise<void> {
  const sent = and(eq(outbox.ticketId, id), eq(outbox.state, "sent"));
  await expect
    .poll(async () => {
      const stranded = { state: "dead", deliveredAt: null, failure: "unsure" } as const;
      return (await db.update(outbox).set(stranded).where(sent)).rowCount;
    })
    .toBeGreaterThan(0);
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
