import { sql } from "drizzle-orm";
import { outbox } from "@/db/schema/mail";

/**
 * Letters that did not go out, or did not arrive as far as anybody told. One that was complained of did arrive. In the
 * words of its index: values in their place would not find it.
 */
export const isUndelivered = sql`(${outbox.state} in ('dead', 'skipped') or (${outbox.state} = 'sent' and ${outbox.fate} in ('bounced', 'failed', 'suppressed')))`;
