import { db } from "@/db/index";
import { users } from "@/db/schema/people";
import { hashPassword } from "@/lib/accounts/password";
import { demoPerson } from "@/lib/demo/people";

export const PASSWORD = "uma senha com acentuação";

let hash: Promise<string> | undefined;

type Account = typeof users.$inferSelect;

/** A demo person's account, with {@link PASSWORD} unless told otherwise. */
export async function createAccount(
  key: string,
  changes: Partial<typeof users.$inferInsert> = {},
): Promise<Account & { cpf: string }> {
  hash ??= hashPassword(PASSWORD);
  const { name, cpf, email, origin } = demoPerson(key);
  const [account] = await db
    .insert(users)
    .values({ name, cpf, email, origin, passwordHash: await hash, ...changes })
    .returning();
  if (!account) throw new Error("no account was made");
  return { ...account, cpf };
}
