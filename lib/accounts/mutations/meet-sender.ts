import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { type Tx, transact } from "@/db/index";
import { accountEvents, users } from "@/db/schema/people";
import { cleanLine } from "@/lib/forms/text";

/** Whose message it is. */
export interface Sender {
  id: string;
  name: string;
  address: string;
  /** Has a way to enter the portal. */
  enters: boolean;
}

const LONGEST_NAME = 120;

/**
 * The account of an address from which a message came, made if there is none: of its holder nothing else is known, and it
 * cannot be entered. It is named by a message that surely is from there, the last one that says a name; until then by its
 * address. Two messages at once meet the same one.
 */
export function meetSender(
  { address, name, proved }: { address: string; name: string; proved: boolean },
  now: Date,
): Promise<Sender> {
  const said = proved ? nameIn(name) : "";
  return transact(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sender:${address}`}, 0))`);
    const known = await tx
      .select({ id: users.id, name: users.name, origin: users.origin })
      .from(users)
      .where(and(sql`lower(${users.email}) = ${address}`, isNull(users.disabledAt)))
      .orderBy(sql`${users.origin} = 'email'`, asc(users.createdAt), asc(users.id))
      .limit(1);
    const person = known[0] ?? (await make(tx, address, said || address, now));
    const enters = person.origin !== "email";
    const renamed = !enters && said !== "" && said !== person.name;
    if (renamed) await rename(tx, person.id, said, now);
    return { id: person.id, name: renamed ? said : person.name, address, enters };
  });
}

/** One line, of no more than a name takes. */
const nameIn = (said: string) => Array.from(cleanLine(said)).slice(0, LONGEST_NAME).join("").trim();

async function make(tx: Tx, address: string, name: string, now: Date) {
  const [person] = await tx
    .insert(users)
    .values({ name, email: address, origin: "email", createdAt: now })
    .returning({ id: users.id, name: users.name, origin: users.origin });
  if (!person) throw new Error("nobody was met");
  await record(tx, person.id, "meet", now);
  return person;
}

async function rename(tx: Tx, id: string, name: string, now: Date): Promise<void> {
  await tx.update(users).set({ name }).where(eq(users.id, id));
  await record(tx, id, "rename", now);
}

async function record(tx: Tx, id: string, verb: "meet" | "rename", at: Date): Promise<void> {
  await tx.insert(accountEvents).values({ userId: id, verb, actorId: id, at });
}
