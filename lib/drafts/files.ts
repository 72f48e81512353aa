import type { SentFile } from "@/lib/attachments/schema";

/**
 * The files a draft's content names, as far as they can still be used: those the server holds. Without a list of
 * those (a copy kept in the browser, a version of another tab) all of them count.
 */
export function filesIn(value: unknown, held: readonly SentFile[] | null): SentFile[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter(isFile).filter((file) => held === null || held.some(({ id }) => id === file.id));
}

function isFile(value: unknown): value is SentFile {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, type, size } = value as Record<string, unknown>;
  return (
    typeof id === "string" && typeof name === "string" && typeof type === "string" && typeof size === "number"
  );
}
