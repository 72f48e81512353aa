import { parseCpf } from "@/lib/identifiers/cpf";

/** Values that must stay with the server, taken from the settings in force. */
const SECRET_SETTINGS = ["NEXTAUTH_SECRET", "GOVBR_CLIENT_SECRET", "DATABASE_URL", "STORAGE_DIR"] as const;

const SHAPES: Readonly<Record<string, RegExp>> = {
  "a database's address": /postgres(ql)?:\/\/[^\s"']+@/g,
  "a private key": /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
  "a password's hash": /\$argon2id?\$v=\d+\$/g,
  // next-auth's sealed cookies: header, empty key, three parts.
  "a session": /eyJ[\w-]{10,}\.\.[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g,
  "a signed token": /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g,
};

/** What stands in a text that should not: secrets in force, and what has a secret's shape. */
export function secretsIn(
  text: string,
  settings: Record<string, string | undefined> = process.env,
): string[] {
  const values = SECRET_SETTINGS.filter((name) => {
    const value = settings[name];
    return value && text.includes(value);
  });
  const shaped = Object.entries(SHAPES).flatMap(([name, shape]) => (text.match(shape) ? [name] : []));
  return [...values, ...shaped];
}

const WRITTEN = /(?<![\w.-])(\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11})(?![\w.-])/g;

/** Numbers of people in a text: whatever reads as a CPF and has its check digits. */
export function cpfsIn(text: string): string[] {
  return [...new Set(text.match(WRITTEN) ?? [])].filter((digits) => parseCpf(digits) !== null);
}
