import { and, eq, gt, isNull } from "drizzle-orm";
import { db, transact } from "@/db/index";
import { linkRequests, users } from "@/db/schema/people";
import type { Attempt } from "../attempts";
import { checkPassword, type PasswordAnswer } from "./check-password";
import { hashToken, linkIdentity } from "./enter-by-govbr";

export type LinkAnswer = PasswordAnswer | { kind: "over" };

/**
 * Ties a gov.br login to the account whose password is given. The request is used up by the first try,
 * right or wrong; one that is unknown, used or expired is simply over.
 */
export async function linkAccount(
  token: string,
  password: string,
  from: Pick<Attempt, "address">,
  now: Date,
): Promise<LinkAnswer> {
  const [request] = await db
    .update(linkRequests)
    .set({ usedAt: now })
    .where(openRequest(token, now))
    .returning({ userId: linkRequests.userId, subject: linkRequests.subject, level: linkRequests.level });
  if (!request) return { kind: "over" };
  const [account] = await db.select({ cpf: users.cpf }).from(users).where(eq(users.id, request.userId));
  if (!account?.cpf) return { kind: "over" };
  const answer = await checkPassword({ ...from, cpf: account.cpf, device: null }, password, now);
  if (answer.kind === "right") await transact((tx) => linkIdentity(tx, request, now));
  return answer;
}

/** The condition of a request that can still be used. */
export function openRequest(token: string, now: Date) {
  return and(
    eq(linkRequests.tokenHash, hashToken(token)),
    isNull(linkRequests.usedAt),
    gt(linkRequests.expiresAt, now),
  );
}
