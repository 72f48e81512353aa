/** Classes and codes of PostgreSQL that say "not now": connection lost, shutting down, starting, no room. */
const AWAY =
  /^(?:08\w{3}|57P0[123]|53300|E(?:CONN(?:REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN))$/;

/** The driver's own words, which carry no code. */
const SAID =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|read ETIMEDOUT)/;

/**
 * Whether this failed because the database could not be reached, or had no connection free in time. The work may still
 * have been done: an answer can get lost on its way.
 */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, "code");
  if (typeof code === "string" && AWAY.test(code)) return true;
  if (SAID.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isAway);
  return isAway(error.cause);
}
