import { eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { users } from "@/db/schema/people";
import { ticketIdentifiers, ticketSearch, tickets } from "@/db/schema/tickets";
import { type BoxReading, type Identifier, readBox } from "./box";

/** Whose words are searched: those the requester may read, or internal notes as well. */
export type Side = "public" | "staff";

/**
 * Condition for what was typed in a search box. A number or an identifier that leads to something within `scope`
 * is taken as such; otherwise the words are searched. Undefined for an empty box.
 */
export async function matching(text: string, side: Side, scope: SQL): Promise<SQL | undefined> {
  const reading = readBox(text);
  if (!reading) return undefined;
  const exact = exactly(reading, side);
  if (exact) {
    const hits = await db.select({ id: tickets.id }).from(tickets).where(sql`${scope} and ${exact}`).limit(1);
    if (hits.length > 0) return exact;
  }
  return inWords(reading, side);
}

function exactly({ number, identifiers }: BoxReading, side: Side): SQL | undefined {
  const ways: SQL[] = [];
  if (number !== null) ways.push(eq(tickets.number, number));
  if (identifiers.length > 0) ways.push(carries(identifiers));
  const cpf = identifiers.find((identifier) => identifier.kind === "cpf");
  if (cpf && side === "staff") {
    ways.push(
      inArray(tickets.requesterId, db.select({ id: users.id }).from(users).where(eq(users.cpf, cpf.value))),
    );
  }
  return or(...ways);
}

function inWords({ among, words }: BoxReading, side: Side): SQL {
  const conditions = among.map(
    ({ word, identifiers }) => sql`(${carries(identifiers)} or ${says(word, side)})`,
  );
  if (words !== "") {
    // Beside an identifier, words that say nothing ("o", "de") are no condition.
    conditions.push(
      among.length > 0
        ? sql`(numnode(guiche_tsquery(${words})) = 0 or ${says(words, side)})`
        : says(words, side),
    );
  }
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function carries(identifiers: readonly Identifier[]): SQL {
  const pairs = identifiers.map(({ kind, value }) => sql`(${kind}, ${value})`);
  // As an array: few are found, and the planner would rather read every ticket than believe it.
  return sql`${tickets.id} = any(array(
    select ${ticketIdentifiers.ticketId} from ${ticketIdentifiers}
    where (${ticketIdentifiers.kind}, ${ticketIdentifiers.value}) in (${sql.join(pairs, sql`, `)})))`;
}

function says(words: string, side: Side): SQL {
  return sql`${tickets.id} in (
    select ${ticketSearch.ticketId} from ${ticketSearch}
    where ${ticketSearch[side]} @@ guiche_tsquery(${words}))`;
}
