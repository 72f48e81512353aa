import { and, eq, or, type Placeholder, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { users } from "@/db/schema/people";
import { ticketIdentifiers, ticketSearch, tickets } from "@/db/schema/tickets";
import type { BoxReading, Identifier } from "./box";

/** Whose words are searched: those the requester may read, or internal notes as well. */
export type Side = "public" | "staff";

/** So many finds are taken to the next query one by one. */
export const FEW = 2_000;
/** A scope with so many tickets is read through rather than looked up by its words. */
const SMALL = 5_000;

/** One of these tickets. */
export const among = (ids: readonly string[]): SQL =>
  sql`${tickets.id} = any(${sql.param([...ids])}::uuid[])`;

/** What the box names, a number or an identifier, if it leads to something within `scope`. */
export async function findNamed(reading: BoxReading, side: Side, scope: SQL): Promise<SQL | undefined> {
  const named = namedBy(reading, side);
  if (!named) return undefined;
  const found = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(named, scope))
    .limit(FEW + 1);
  if (found.length === 0) return undefined;
  return found.length > FEW ? named : among(found.map(({ id }) => id));
}

/** As an array: few are found, and the planner would rather read every ticket than believe it. */
const oneOf = (column: typeof tickets.id | typeof tickets.requesterId, ids: SQL): SQL =>
  sql`${column} = any(array(${ids}))`;

function namedBy({ number, identifiers }: BoxReading, side: Side): SQL | undefined {
  const ways: SQL[] = [];
  if (number !== null) ways.push(eq(tickets.number, number));
  if (identifiers.length > 0) ways.push(carries(identifiers));
  const cpf = identifiers.find((identifier) => identifier.kind === "cpf");
  if (cpf && side === "staff") {
    ways.push(
      oneOf(
        tickets.requesterId,
        sql`${db.select({ id: users.id }).from(users).where(eq(users.cpf, cpf.value))}`,
      ),
    );
  }
  return or(...ways);
}

/** The ticket carries one of these identifiers. */
export function carries(identifiers: readonly Identifier[]): SQL {
  const pairs = identifiers.map(({ kind, value }) => sql`(${kind}, ${value})`);
  return oneOf(
    tickets.id,
    sql`select ${ticketIdentifiers.ticketId} from ${ticketIdentifiers}
      where (${ticketIdentifiers.kind}, ${ticketIdentifiers.value}) in (${sql.join(pairs, sql`, `)})`,
  );
}

type Says = (words: string) => SQL;

/** The words of the box, ticket by ticket: identifiers among them count as such or as words. */
export function inWords({ among: named, words }: BoxReading, says: Says): SQL {
  const conditions = named.map(({ word, identifiers }) => sql`(${carries(identifiers)} or ${says(word)})`);
  if (words !== "") {
    // Beside an identifier, words that say nothing ("o", "de") are no condition.
    conditions.push(named.length > 0 ? sql`(numnode(${asked(words)}) = 0 or ${says(words)})` : says(words));
  }
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** As a query of its own it is read once, and not for every row. */
export const asked = (words: string | SQL | Placeholder): SQL => sql`(select guiche_tsquery(${words}))`;

/** Looks into the entry of each ticket at hand: for when there are few, or most of them match. */
export const saidBy =
  (side: Side): Says =>
  (words) =>
    sql`(select ${ticketSearch[side]} @@ ${asked(words)} from ${ticketSearch} where ${ticketSearch.ticketId} = ${tickets.id})`;

/** Condition for the words of the box in what a requester, or their institution, may read within a scope. */
export async function inPublicWords(reading: BoxReading, scope: SQL): Promise<SQL> {
  const some = db
    .select({ one: sql`1` })
    .from(tickets)
    .where(scope)
    .limit(SMALL + 1);
  const { rows } = await db.execute<{ n: number }>(sql`select count(*)::int as n from ${some} as part`);
  if ((rows[0]?.n ?? 0) <= SMALL) return inWords(reading, saidBy("public"));
  return inWords(
    reading,
    (words) => sql`${tickets.id} in (
      select ${ticketSearch.ticketId} from ${ticketSearch} where ${ticketSearch.public} @@ ${asked(words)})`,
  );
}
