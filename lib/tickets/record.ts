import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { deadlines, events, messages, readMarks, tickets } from "@/db/schema/tickets";
import type { EventFacts } from "../events/record";
import type { RichDocument } from "../richtext/schema";
import type { TicketEvent } from "./history";
import type { MessageFile, TicketMessage } from "./timeline";

const mayReadInternal = sql`${sql.placeholder("internal")}::boolean`;

/** Built once, as it is the widest query of all. */
const recordQuery = db.query.tickets
  .findFirst({
    columns: { id: true },
    where: eq(tickets.id, sql.placeholder("ticketId")),
    with: {
      events: { where: or(eq(events.internal, false), mayReadInternal) },
      messages: {
        where: or(ne(messages.kind, "internal_note"), mayReadInternal),
        with: {
          author: { columns: { name: true } },
          attachments: {
            columns: {
              id: true,
              name: true,
              type: true,
              size: true,
              fieldId: true,
              viewKey: true,
              width: true,
              height: true,
            },
            where: and(eq(attachments.inline, false), or(eq(attachments.internal, false), mayReadInternal)),
            orderBy: attachments.id,
          },
        },
      },
      solutions: true,
      pendingPeriods: { columns: { startedAt: true, reason: true } },
      deadlines: {
        columns: { kind: true, startedAt: true, dueAt: true },
        where: and(isNull(deadlines.settledAt), isNull(deadlines.cancelledAt)),
      },
      closings: { with: { rating: true } },
      readMarks: {
        columns: { readAt: true },
        where: sql`${readMarks.userId} = ${sql.placeholder("reader")}::uuid`,
      },
      linksFrom: { columns: { kind: true, toId: true } },
      linksTo: { columns: { kind: true, fromId: true } },
    },
  })
  .prepare("ticket_record");

/**
 * Everything that happened to a ticket, in one query. The caller has made sure that the reader may see the ticket;
 * what is internal is left in the database unless `internal` says that the reader may read it.
 */
export async function findRecord(ticketId: string, reader: string | null, internal: boolean) {
  const row = await recordQuery.execute({ ticketId, reader, internal });
  if (!row) throw new Error(`ticket ${ticketId} vanished while it was read`);
  return {
    ...row,
    events: row.events.map((event): TicketEvent => ({ ...event, facts: event.facts as EventFacts })),
    messages: row.messages.map(
      ({ author, attachments: files, body, ...message }): TicketMessage => ({
        ...message,
        body: body as RichDocument | null,
        authorName: author?.name ?? null,
        files: files.map(fileOf),
      }),
    ),
  };
}

export type TicketRecord = Awaited<ReturnType<typeof findRecord>>;

function fileOf({ viewKey, ...file }: Omit<MessageFile, "image"> & { viewKey: string | null }): MessageFile {
  return { ...file, image: viewKey !== null };
}
