import { sql } from "drizzle-orm";
import type { Tx } from "@/db/index";

/** Begins the search entry of a ticket with its title, subject and answers. */
export async function beginWords(tx: Tx, ticketId: string, text: string): Promise<void> {
  await tx.execute(sql`
    insert into ticket_search (ticket_id, public, staff)
    values (${ticketId}, guiche_tsvector(${text}), guiche_tsvector(${text}))`);
}

/** Adds the words of a message: internal notes are found by staff only. */
export async function addWords(
  tx: Tx,
  ticketId: string,
  text: string,
  audience: "public" | "staff",
): Promise<void> {
  await tx.execute(sql`
    update ticket_search
    set staff = staff || guiche_tsvector(${text}),
        public = case when ${audience === "public"} then public || guiche_tsvector(${text}) else public end
    where ticket_id = ${ticketId}`);
}
