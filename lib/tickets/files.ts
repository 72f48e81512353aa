import "server-only";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import { validate } from "uuid";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { tickets } from "@/db/schema/tickets";
import { type Actor, accountOf } from "../actor";
import { AppError } from "../errors";
import { readsInternal } from "./rules";
import { observes, visibleTo } from "./visibility";

/** A file the actor may have, and how much of it. */
export interface ReadableFile {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  storageKey: string;
  viewKey: string | null;
  thumbKey: string | null;
  /** The bytes as they were sent, with whatever a camera wrote into them. */
  original: boolean;
}

const noFile = () => new AppError("not_found", "Este arquivo não existe.");

/**
 * A file not yet in a ticket is its sender's alone; one of a ticket is for whoever sees the ticket, and one of an
 * internal note for those who read notes there. The original of a picture goes to staff and to its sender only.
 * @throws AppError not_found
 */
export async function findFile(actor: Actor, id: string): Promise<ReadableFile> {
  if (!validate(id)) throw noFile();
  const uploader = accountOf(actor);
  const [row] = await db
    .select({
      file: attachments,
      ticket: {
        id: tickets.id,
        requesterId: tickets.requesterId,
        institutionId: tickets.institutionId,
        departmentId: tickets.departmentId,
        reviewerId: tickets.reviewerId,
      },
      observed: sql<boolean | null>`${observes(actor)}`,
    })
    .from(attachments)
    .leftJoin(tickets, and(eq(tickets.id, attachments.ticketId), visibleTo(actor)))
    .where(
      and(
        eq(attachments.id, id),
        or(
          sql`${tickets.id} is not null`,
          uploader ? and(isNull(attachments.claimedAt), eq(attachments.uploaderId, uploader)) : sql`false`,
        ),
      ),
    );
  if (!row) throw noFile();
  const { file, ticket } = row;
  const staff =
    ticket !== null &&
    readsInternal(actor, { ...ticket, solutionAuthorId: null, observed: row.observed ?? false });
  if (file.internal && !staff) throw noFile();
  const picture = file.type.startsWith("image/");
  return { ...file, original: !picture || staff || file.uploaderId === uploader };
}
