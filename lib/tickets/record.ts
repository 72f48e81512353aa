import { and, eq, isNull, like, ne, or, type SQLWrapper, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { drafts } from "@/db/schema/catalog";
import { notices } from "@/db/schema/notices";
import { deadlines, events, messages, readMarks, tickets } from "@/db/schema/tickets";
import type { EventFacts } from "../events/record";
import type { RichDocument } from "../richtext/schema";
import { attendantsOf } from "./attendants";
import type { TicketEvent } from "./history";
import { mayReadInternal, named, observerNames } from "./names";
import type { MessageFile, TicketMessage } from "./timeline";
import type { Person } from "./view";

/** The rows of a query as one value. Queries, unlike bare columns, keep their tables' names inside another one. */
const rowsOf = (query: SQLWrapper) => sql`(select coalesce(json_agg(found), '[]') from (${query}) found)`;

const placesOfDrafts = db
  .select({ place: drafts.place })
  .from(drafts)
  .where(
    and(
      eq(drafts.userId, sql`${sql.placeholder("reader")}::uuid`),
      like(drafts.place, sql`'ticket:' || ${sql.placeholder("ticketId")}::text || ':%'`),
    ),
  );

const unreadNotices = db
  .select({ id: notices.id, createdAt: sql<string>`${notices.createdAt}`.as("createdAt") })
  .from(notices)
  .where(
    and(
      eq(notices.userId, sql`${sql.placeholder("reader")}::uuid`),
      eq(notices.ticketId, sql`${sql.placeholder("ticketId")}::uuid`),
      isNull(notices.readAt),
    ),
  );

/** Built once, as it is the widest query of all. */
const recordQuery = db.query.tickets
  .findFirst({
    columns: { id: true },
    where: eq(tickets.id, sql.placeholder("ticketId")),
    extras: {
      people: sql<Person[]>`${rowsOf(named.people)}`.as("people"),
      departments: sql<Person[]>`${rowsOf(named.departments)}`.as("departments"),
      services: sql<Person[]>`${rowsOf(named.services)}`.as("services"),
      observers: sql<{ name: string }[]>`${rowsOf(observerNames)}`.as("observers"),
      attendants: sql<Person[]>`${rowsOf(
        attendantsOf(sql.placeholder("attendedBy"), sql.placeholder("now")),
      )}`.as("attendants"),
      drafts: sql<{ place: string }[]>`${rowsOf(placesOfDrafts)}`.as("drafts"),
      notices: sql<{ id: string; createdAt: string }[]>`${rowsOf(unreadNotices)}`.as("notices"),
    },
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
        columns: { kind: true, startedAt: true, dueAt: true, noticedAt: true },
        where: and(isNull(deadlines.settledAt), isNull(deadlines.cancelledAt), eq(deadlines.step, 0)),
      },
      targets: true,
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

interface RecordRequest {
  ticketId: string;
  reader: string | null;
  /** The reader may read what is internal: otherwise it is left in the database. */
  internal: boolean;
  /** The department to whose people the reader may give the ticket, if any. */
  attendedBy: string | null;
  now: Date;
}

/**
 * Everything that happened to a ticket and what its page needs beside it, in one query. The caller has made sure that
 * the reader may see the ticket.
 */
export async function findRecord({ now, ...request }: RecordRequest) {
  const row = await recordQuery.execute({ ...request, now: now.toISOString() });
  if (!row) throw new Error(`ticket ${request.ticketId} vanished while it was read`);
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
