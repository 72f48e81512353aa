import "server-only";
import { and, count, desc, eq, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { validate } from "uuid";
import type { DropReason, QuarantineReason } from "@/db/enums";
import { db, type Executor } from "@/db/index";
import { formVersions, services } from "@/db/schema/catalog";
import { incomingEvents, incomingMail } from "@/db/schema/incoming";
import { departments } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { staffDepartments, type UserActor } from "../actor";
import { usableBy } from "../catalog/access";
import { AppError } from "../errors";
import { parseDefinition } from "../forms/schema";
import { log } from "../log";
import { visibleTo } from "../tickets/visibility";
import type { IncomingAddress } from "./address";
import { type IncomingRow, isHopeless, rawOf } from "./settle";

/** A message in the list of what waits, or was put away. */
export interface IncomingLine {
  id: string;
  from: string;
  subject: string;
  reason: QuarantineReason | DropReason;
  /** Why it came here at first, where somebody put it away or brought it back since. */
  first: QuarantineReason | DropReason | null;
  at: Date;
  department: string | null;
  timeZone: string;
}

const PAGE = 25;

/** Why a message came here at first, as the first decision on it keeps; null where there was none, or it kept nothing. */
const firstReason = sql<QuarantineReason | DropReason | null>`(
  select ${incomingEvents.facts} ->> 'reason' from ${incomingEvents}
  where ${incomingEvents.incomingId} = ${incomingMail}.id
    and ${incomingEvents.facts} ->> 'reason' is not null
  order by ${incomingEvents.at}, ${incomingEvents.id} limit 1)`;

/** Unless it is why it is here now. */
const overtaken = <R>(first: R | null, reason: R): R | null => (first === reason ? null : first);

/** Messages on which the actor decides: those of the departments they work for; the administration's are those of none. */
export function decidedBy(actor: UserActor): SQL | undefined {
  const own = staffDepartments(actor);
  const conditions = [
    ...(own.length > 0 ? [inArray(incomingMail.departmentId, own)] : []),
    ...(actor.admin ? [isNull(incomingMail.departmentId)] : []),
  ];
  return conditions.length > 0 ? or(...conditions) : sql`false`;
}

/** Messages that wait for somebody to decide, or that were put away; newest first. */
export async function listIncoming(
  actor: UserActor,
  { dropped, before }: IncomingAddress,
): Promise<{ messages: IncomingLine[]; next: { at: Date; id: string } | null }> {
  const at = dropped ? incomingMail.decidedAt : incomingMail.receivedAt;
  const rows = await db
    .select({
      id: incomingMail.id,
      from: sql<string>`coalesce(nullif(${incomingMail.fromName}, ''), ${incomingMail.fromAddress}, 'Remetente desconhecido')`,
      subject: sql<string>`coalesce(nullif(${incomingMail.subject}, ''), '(sem assunto)')`,
      reason: incomingMail.reason,
      first: firstReason,
      at: sql<Date>`${at}`.mapWith(incomingMail.receivedAt),
      department: departments.shortName,
      timeZone: sql<string>`coalesce(${departments.timeZone}, 'America/Sao_Paulo')`,
    })
    .from(incomingMail)
    .leftJoin(departments, eq(departments.id, incomingMail.departmentId))
    .where(
      and(
        dropped ? sql`${incomingMail.state} = 'dropped'` : sql`${incomingMail.state} = 'quarantined'`,
        decidedBy(actor),
        before
          ? sql`(${at}, ${incomingMail.id}) < (${before.at}::timestamptz, ${before.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(at), desc(incomingMail.id))
    .limit(PAGE + 1);
  const messages = rows
    .slice(0, PAGE)
    .flatMap(({ reason, first, ...line }) =>
      reason ? [{ ...line, reason, first: overtaken(first, reason) }] : [],
    );
  const last = rows.length > PAGE ? messages.at(-1) : undefined;
  return { messages, next: last ? { at: last.at, id: last.id } : null };
}

/** How many were put away because too many waited, of those that can be brought back. */
export async function countFloods(actor: UserActor): Promise<number> {
  return db.$count(
    incomingMail,
    and(sql`${incomingMail.state} = 'dropped'`, eq(incomingMail.reason, "flood"), decidedBy(actor)),
  );
}

/** How many wait for the actor to decide. */
export async function countWaiting(actor: UserActor): Promise<number> {
  if (!actor.admin && staffDepartments(actor).length === 0) return 0;
  const [row] = await db
    .select({ n: count() })
    .from(incomingMail)
    .where(and(sql`${incomingMail.state} = 'quarantined'`, decidedBy(actor)));
  return row?.n ?? 0;
}

/** A message on which the actor decides. @throws AppError not_found */
export async function requireIncoming(actor: UserActor, id: string, on: Executor = db): Promise<IncomingRow> {
  const [row] = validate(id)
    ? await on
        .select()
        .from(incomingMail)
        .where(and(eq(incomingMail.id, id), decidedBy(actor)))
    : [];
  if (!row) throw new AppError("not_found", "Não encontramos esta mensagem.");
  return row;
}

/** Under what a department's team may open a ticket from a message: services for everybody, by subject. */
export async function openingsOf(departmentId: string): Promise<{ id: string; name: string }[]> {
  const rows = await db
    .select({ id: services.id, name: services.name, definition: formVersions.definition })
    .from(services)
    .innerJoin(formVersions, eq(formVersions.id, services.formVersionId))
    .where(
      and(
        eq(services.departmentId, departmentId),
        eq(services.access, "everyone"),
        usableBy({ kind: "system", job: "mail" }),
      ),
    )
    .orderBy(services.name);
  return rows.flatMap(({ id, name, definition }) =>
    parseDefinition(definition).subjects.map((subject) => ({
      id: `${id} ${subject.id}`,
      name: `${name}: ${subject.label}`,
    })),
  );
}

/** A message as who decides on it sees it. */
export interface IncomingView {
  id: string;
  state: "quarantined" | "dropped";
  reason: QuarantineReason | DropReason;
  /** Why it came here at first, where somebody put it away or brought it back since. */
  first: QuarantineReason | DropReason | null;
  fromName: string | null;
  from: string | null;
  to: string[];
  subject: string;
  receivedAt: Date;
  decidedAt: Date | null;
  department: { id: string; name: string } | null;
  timeZone: string;
  /** The ticket it seems to be about, if the reader may open it. */
  ticket: { number: number; title: string } | null;
  /** What its sender wrote, and all of it; null where it cannot be read. */
  words: { own: string; whole: string } | null;
  files: { name: string; size: number }[];
  /** It answers a letter to the team, so that its words are nobody's else. */
  ofTeam: boolean;
  /** The message as it came can be had. */
  original: boolean;
  /** Under what it can open a ticket; empty where it cannot. */
  openings: { id: string; name: string }[];
  /** To whom it can be passed on. */
  departments: { id: string; name: string }[];
}

/** @throws AppError not_found */
export async function findIncoming(actor: UserActor, id: string): Promise<IncomingView> {
  const row = await requireIncoming(actor, id);
  if ((row.state !== "quarantined" && row.state !== "dropped") || !row.reason)
    throw new AppError("not_found", "Esta mensagem já está no seu chamado.");
  const [department] = row.departmentId
    ? await db.select().from(departments).where(eq(departments.id, row.departmentId))
    : [];
  const [ticket] = row.ticketId
    ? await db
        .select({ number: tickets.number, title: tickets.title })
        .from(tickets)
        .where(and(eq(tickets.id, row.ticketId), visibleTo(actor)))
    : [];
  const [kept] = await db.select({ first: firstReason }).from(incomingMail).where(eq(incomingMail.id, id));
  const message = row.storageKey && !isHopeless(row) ? await readable(row) : null;
  return {
    id,
    state: row.state,
    reason: row.reason,
    first: overtaken(kept?.first ?? null, row.reason),
    fromName: row.fromName,
    from: row.fromAddress,
    to: [...new Set([...row.recipients, ...(message?.to ?? [])].map(withoutToken))],
    subject: row.subject || "(sem assunto)",
    receivedAt: row.receivedAt,
    decidedAt: row.decidedAt,
    department: department ? { id: department.id, name: department.name } : null,
    timeZone: department?.timeZone ?? "America/Sao_Paulo",
    ticket: ticket ?? null,
    words: message?.words ?? null,
    files: message?.files ?? [],
    ofTeam: message?.ofTeam ?? false,
    original: row.storageKey !== null,
    openings: row.departmentId && message?.from ? await openingsOf(row.departmentId) : [],
    departments: await db
      .select({ id: departments.id, name: departments.name })
      .from(departments)
      .where(row.departmentId ? ne(departments.id, row.departmentId) : undefined)
      .orderBy(departments.name),
  };
}

/** The ticket that a message is in by now, for who may open it; null for everybody else. */
export async function findPublished(actor: UserActor, id: string): Promise<{ number: number } | null> {
  if (!validate(id)) return null;
  const [ticket] = await db
    .select({ number: tickets.number })
    .from(incomingMail)
    .innerJoin(tickets, eq(tickets.id, incomingMail.ticketId))
    .where(and(eq(incomingMail.id, id), eq(incomingMail.state, "posted"), visibleTo(actor)));
  return ticket ?? null;
}

/** Who decides on an answer is not whose it is: the word that proves that is nobody else's. */
const withoutToken = (address: string) => address.replace(/\+[a-z2-7]{32}@/i, "+…@");

/** What takes a message apart is read when one is looked at: counts and lists come without it. */
async function readable(row: IncomingRow) {
  try {
    const [{ readMessage }, { writtenIn }, { withoutSecrets, wordsOf }, { isOfTeam, lookUp }] =
      await Promise.all([import("./message"), import("./body"), import("./lines"), import("./known")]);
    const message = await readMessage(await rawOf(row));
    const { lines, whole } = writtenIn(message);
    return {
      from: message.from,
      to: message.to,
      words: { own: withoutSecrets(wordsOf(lines)), whole: withoutSecrets(wordsOf(whole)) },
      ofTeam: isOfTeam(await lookUp(row, message, new Date())),
      files: message.files.map(({ name, bytes }) => ({ name, size: bytes.length })),
    };
  } catch (error) {
    log.warn({ err: error, message: row.id }, "a message that waits cannot be shown");
    return null;
  }
}
