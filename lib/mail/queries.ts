import "server-only";
import { and, count, desc, eq, min, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { BlockReason } from "@/db/enums";
import { db } from "@/db/index";
import { blockedAddresses, demoMailbox, outbox } from "@/db/schema/mail";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "../actor";
import { requireAdmin } from "../administration";
import type { Cursor } from "../cursor";
import { env } from "../env";
import { compose, enclosed } from "./compose";
import type { Trouble } from "./labels";
import { shownOf } from "./mailbox";
import type { MailFile } from "./transport";
import { isUndelivered } from "./undelivered";

export interface LetterLine {
  id: string;
  to: string;
  subject: string;
  createdAt: Date;
}

const PAGE = 25;

/**
 * Messages of the demo's mailbox, newest first. It belongs to nobody and shows everybody's mail, so it exists in the
 * demo only.
 */
export async function listLetters(filter: {
  to: string;
  before: Cursor | null;
}): Promise<{ letters: LetterLine[]; next: Cursor | null }> {
  requireDemo();
  const conditions: SQL[] = [];
  if (filter.to) conditions.push(sql`position(lower(${filter.to}) in lower(${outbox.toAddress})) > 0`);
  if (filter.before) {
    conditions.push(
      sql`(${outbox.createdAt}, ${outbox.id}) < (${filter.before.at}::timestamptz, ${filter.before.id}::uuid)`,
    );
  }
  const rows = await db
    .select({ id: outbox.id, to: outbox.toAddress, subject: outbox.subject, createdAt: outbox.createdAt })
    .from(outbox)
    .where(and(...conditions))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(PAGE + 1);
  const letters = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? letters.at(-1) : undefined;
  return { letters, next: last ? { at: last.createdAt, id: last.id } : null };
}

/** One message of the demo's mailbox, or null. */
export async function findLetter(id: string) {
  const letter = await findSent(id);
  if (!letter) return null;
  const { html: _, headers, row, ...shown } = letter;
  const files = letter.text === null ? [] : await enclosed(row);
  return {
    ...shown,
    files: files.map(({ name, content }) => ({ name, size: content.length })),
    headers: z
      .record(z.string(), z.string())
      .catch({})
      .parse(headers ?? {}),
  };
}

/** Its HTML, as it went out; null while it is on its way, or when there is none. */
export async function findLetterHtml(id: string): Promise<string | null> {
  return (await findSent(id))?.html ?? null;
}

/** What went with it under a name, or null. */
export async function findEnclosed(id: string, name: string): Promise<MailFile | null> {
  const letter = await findSent(id);
  if (!letter || letter.text === null) return null;
  return (await enclosed(letter.row)).find((file) => file.name === name) ?? null;
}

/** A letter as it went out, with what is null of it while it is on its way. */
async function findSent(id: string) {
  requireDemo();
  if (!z.uuid().safeParse(id).success) return null;
  const [row] = await db
    .select({ letter: outbox, sent: demoMailbox })
    .from(outbox)
    .leftJoin(demoMailbox, eq(demoMailbox.letterId, outbox.id))
    .where(eq(outbox.id, id));
  if (!row) return null;
  const { letter, sent } = row;
  const { toAddress: to, subject, body, createdAt, deliveredAt } = letter;
  // What was sent before this demo began was never written out: it is now, the same as it would have been.
  const told = sent ?? (deliveredAt ? shownOf(await compose(letter)) : null);
  return {
    ...{ id, to, subject, body, createdAt, deliveredAt, row: letter },
    html: told?.html ?? null,
    text: told?.text ?? null,
    headers: told?.headers ?? null,
  };
}

export type DemoLetter = NonNullable<Awaited<ReturnType<typeof findLetter>>>;

function requireDemo(): void {
  if (!env().GUICHE_DEMO) throw new Error("the mailbox exists in the demo only");
}

/** A letter that did not go out, or did not arrive: of which ticket, of what kind and to where, and nothing that it says. */
export interface UndeliveredLetter extends Omit<LetterLine, "subject">, Trouble {
  /** Of its ticket, if it is of one. */
  number: number | null;
  kind: string;
}

/** What did not go out or did not arrive, and where nothing goes. */
export interface MailTroubles {
  letters: UndeliveredLetter[];
  next: Cursor | null;
  /** How many wait to go out, and since when the oldest does. */
  waiting: { count: number; since: Date | null };
  blocked: { address: string; reason: BlockReason; since: Date }[];
}

/** The administration's view of letters that did not go out or did not arrive, newest first. @throws AppError forbidden */
export async function mailTroubles(actor: UserActor, before: Cursor | null): Promise<MailTroubles> {
  requireAdmin(actor);
  const earlier =
    before && sql`(${outbox.createdAt}, ${outbox.id}) < (${before.at}::timestamptz, ${before.id}::uuid)`;
  const [rows, [waiting], blocked] = await Promise.all([
    db
      .select({
        id: outbox.id,
        to: outbox.toAddress,
        number: tickets.number,
        kind: outbox.kind,
        createdAt: outbox.createdAt,
        state: outbox.state,
        fate: outbox.fate,
        failure: outbox.failure,
        blocked: sql<boolean>`${blockedAddresses.address} is not null`,
      })
      .from(outbox)
      .leftJoin(tickets, eq(tickets.id, outbox.ticketId))
      .leftJoin(blockedAddresses, eq(blockedAddresses.address, sql`lower(${outbox.toAddress})`))
      .where(and(isUndelivered, earlier ?? undefined))
      .orderBy(desc(outbox.createdAt), desc(outbox.id))
      .limit(PAGE + 1),
    db
      .select({ count: count(), since: min(outbox.createdAt) })
      .from(outbox)
      .where(sql`${outbox.state} = 'waiting'`),
    db.select().from(blockedAddresses).orderBy(desc(blockedAddresses.since)).limit(200),
  ]);
  const letters = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? letters.at(-1) : undefined;
  return {
    letters,
    next: last ? { at: last.createdAt, id: last.id } : null,
    waiting: waiting ?? { count: 0, since: null },
    blocked,
  };
}
