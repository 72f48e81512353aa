import { eq } from "drizzle-orm";
import { db } from "@/db/index";
import { users } from "@/db/schema/people";
import { type Attempt, countAttempt, forgiveAttempts } from "../attempts";
import { verifyPassword } from "../password";

export type PasswordAnswer =
  | { kind: "right"; userId: string }
  | { kind: "wrong" }
  | { kind: "disabled" }
  | { kind: "wait"; seconds: number };

/**
 * Checks CPF and password. An unknown CPF, an account without password and a wrong password take the same steps
 * and get the same answer; that an account is disabled is told only to who knows its password.
 */
export async function checkPassword(attempt: Attempt, password: string, now: Date): Promise<PasswordAnswer> {
  const seconds = await countAttempt(attempt, now);
  if (seconds > 0) return { kind: "wait", seconds };
  const [account] = await db
    .select({ id: users.id, passwordHash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.cpf, attempt.cpf));
  const right = await verifyPassword(account?.passwordHash ?? null, password);
  if (!right || !account) return { kind: "wrong" };
  await forgiveAttempts(attempt, now);
  return account.disabledAt ? { kind: "disabled" } : { kind: "right", userId: account.id };
}
