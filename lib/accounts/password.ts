import { randomBytes } from "node:crypto";
import { type Algorithm, hash, verify } from "@node-rs/argon2";

/** Above this, a password is refused unread: hashing must not be a way to keep the server busy. */
const LONGEST = 256;

/**
 * Argon2id with the first of OWASP's recommended settings (password storage cheat sheet): 19 MiB of memory,
 * two passes, one lane. On one core of 2024 that is about 20 ms.
 */
const settings = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

const normal = (password: string) => password.normalize("NFKC");

/** The argon2id hash of a password, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), settings);
}

let nobodys: Promise<string> | undefined;

/**
 * Whether the password is the one behind the hash. Without a hash (no such account, or one without password)
 * a hash nobody knows is verified all the same, so that the answer takes as long.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword(randomBytes(32).toString("base64"));
  const fits = password.length <= LONGEST;
  const right = await verify(passwordHash ?? (await nobodys), fits ? normal(password) : "");
  return right && fits && passwordHash !== null;
}
