import { and, asc, isNull, sql } from "drizzle-orm";
import { type Tx, transact } from "@/db/index";
import { accountEvents, users } from "@/db/schema/people";

/** Whose message it is. */
export interface Sender {
  id: string;
  name: string;
  address: string;
  /** Has a way to enter the portal. */
  enters: boolean;
}

/**
 * The account of an address from which a message came, made if there is none: of its holder nothing else is known, and it
 * cannot be entered. Two messages at once meet the same one.
 */
export function meetSender(address: string, name: string, now: Date): Promise<Sender> {
  return transact(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sender:${address}`}, 0))`);
    const known = await tx
      .select({ id: users.id, name: users.name, origin: users.origin })
      .from(users)
      .where(and(sql`lower(${users.email}) = ${address}`, isNull(users.disabledAt)))
      .orderBy(sql`${users.origin} = 'email'`, asc(users.createdAt), asc(users.id))
      .limit(1);
    const person = known[0] ?? (await make(tx, address, name, now));
    return { id: person.id, name: person.name, address, enters: person.origin !== "email" };
  });
}

async function make(tx: Tx, address: string, name: string, now: Date) {
  const [person] = await tx
    .insert(users)
    .values({ name: name || address, email: address, origin: "email", createdAt: now })
    .returning({ id: users.id, name: users.name, origin: users.origin });
  if (!person) throw new Error("nobody was met");
  const { id } = person;
  await tx.insert(accountEvents).values({ userId: id, verb: "meet", actorId: id, at: now });
  return person;
}
