/** PostgreSQL's code (SQLSTATE) of a failed statement, which drizzle keeps as the cause of its own error; null without one. */
export function codeOf(error: unknown): string | null {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : null;
  return typeof code === "string" ? code : null;
}
