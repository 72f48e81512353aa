import { isNull } from "drizzle-orm";
import { db } from "@/db/index";
import { outbox } from "@/db/schema/mail";
import { env } from "@/lib/env";

/** In the demo, to stand in its mailbox is to be delivered: nothing leaves this machine. */
export async function deliverToMailbox(now: Date): Promise<void> {
  if (!env().GUICHE_DEMO) throw new Error("the mailbox exists in the demo only");
  await db.update(outbox).set({ deliveredAt: now }).where(isNull(outbox.deliveredAt));
}
