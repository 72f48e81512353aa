import { createHash, randomBytes } from "node:crypto";
import { and, eq, exists, sql } from "drizzle-orm";
import type { GovbrLevel } from "@/db/enums";
import { type Tx, transact } from "@/db/index";
import { identities, linkRequests, users } from "@/db/schema/people";
import { GOVBR, type GovbrPerson } from "../govbr";

/** How long the question for the password stays open. */
export const LINK_MINUTES = 10;

export type Entrance =
  | { kind: "entered"; userId: string }
  | { kind: "disabled" }
  /** The account asks its password once; the token stands for this login meanwhile. */
  | { kind: "link"; token: string };

/**
 * Finds or makes the account of a person whom gov.br vouches for, by CPF and by nothing else.
 * A CPF typed at self-registration proves nothing: such an account with a password asks it once.
 */
export async function enterByGovbr(person: GovbrPerson, now: Date): Promise<Entrance> {
  return transact(async (tx) => {
    await tx
      .insert(users)
      .values({
        name: person.name || "Pessoa sem nome no gov.br",
        cpf: person.cpf,
        email: person.email,
        origin: "govbr",
        createdAt: now,
      })
      .onConflictDoNothing({ target: users.cpf });
    const [account] = await tx
      .select({
        id: users.id,
        origin: users.origin,
        passwordHash: users.passwordHash,
        disabledAt: users.disabledAt,
        linked: sql<boolean>`${exists(identityOf(tx))}`,
      })
      .from(users)
      .where(eq(users.cpf, person.cpf))
      .for("update");
    if (!account) throw new Error("The account that was just made or found is gone.");
    if (account.disabledAt) return { kind: "disabled" };
    const unproven = account.origin === "self" && account.passwordHash !== null && !account.linked;
    if (unproven) return { kind: "link", token: await askPassword(tx, account.id, person, now) };
    await linkIdentity(tx, { userId: account.id, subject: person.subject, level: person.level }, now);
    return { kind: "entered", userId: account.id };
  });
}

function identityOf(tx: Tx) {
  return tx
    .select({ one: sql`1` })
    .from(identities)
    .where(and(eq(identities.userId, users.id), eq(identities.provider, GOVBR)));
}

async function askPassword(tx: Tx, userId: string, person: GovbrPerson, now: Date): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await tx.insert(linkRequests).values({
    tokenHash: hashToken(token),
    provider: GOVBR,
    subject: person.subject,
    userId,
    level: person.level,
    createdAt: now,
    expiresAt: new Date(now.getTime() + LINK_MINUTES * 60_000),
  });
  return token;
}

/** What is stored of a link request's token. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

interface Link {
  userId: string;
  subject: string;
  level: GovbrLevel | null;
}

/** Ties the gov.br account to this one and keeps the level it came with. */
export async function linkIdentity(tx: Tx, { userId, subject, level }: Link, now: Date): Promise<void> {
  await tx
    .insert(identities)
    .values({ provider: GOVBR, subject, userId, linkedAt: now })
    .onConflictDoUpdate({
      target: [identities.provider, identities.subject],
      set: { userId, linkedAt: now },
      setWhere: sql`${identities.userId} <> ${userId}`,
    });
  if (level) await tx.update(users).set({ govbrLevel: level }).where(eq(users.id, userId));
}
