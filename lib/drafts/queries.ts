import "server-only";
import { and, eq } from "drizzle-orm";
import { db } from "@/db/index";
import { drafts } from "@/db/schema/catalog";
import type { UserActor } from "../actor";
import { unclaimedFiles } from "../attachments/queries";
import { parsePlace, type TicketText } from "../place";
import type { Draft, DraftContent } from "./schema";

/** The person's draft of a place with its files, or null. */
export async function findDraft(actor: UserActor, place: string): Promise<Draft | null> {
  const [row] = await db
    .select()
    .from(drafts)
    .where(and(eq(drafts.userId, actor.userId), eq(drafts.place, place)));
  if (!row) return null;
  return {
    id: row.id,
    revision: row.revision,
    content: row.content as DraftContent,
    savedAt: row.updatedAt.toISOString(),
    files: await unclaimedFiles(actor, place),
  };
}

/** What the person is writing at these places of a ticket, by text. */
export async function draftsAt(
  actor: UserActor,
  places: readonly string[],
): Promise<Partial<Record<TicketText, Draft>>> {
  const found = await Promise.all(
    places.map(async (place) => {
      const parsed = parsePlace(place);
      const draft = await findDraft(actor, place);
      return parsed?.noun === "ticket" && draft ? [[parsed.text, draft] as const] : [];
    }),
  );
  return Object.fromEntries(found.flat());
}
