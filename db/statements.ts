import { Client, type PoolClient } from "pg";

/** Texts that get a name; what comes after them is planned each time, so that no connection keeps plans without end. */
const MOST_NAMES = 500;
const names = new Map<string, string>();

/**
 * Lets PostgreSQL keep the plan of every query with parameters: for joins as wide as ours planning costs several times
 * what running does. Each text gets a name, the same on all connections.
 */
export function keepPlans(client: PoolClient): void {
  // Looked up with each query: what watches queries stands on the class.
  const named = (query: unknown, ...rest: unknown[]) =>
    Reflect.apply(Client.prototype.query, client, [
      isPlain(query) ? withName(query) : isText(query, rest) ? withName({ text: query }) : query,
      ...rest,
    ]);
  client.query = named as PoolClient["query"];
}

interface PlainQuery {
  text: string;
  name?: string;
}

/** A text alone, followed by what it is asked with. */
function isText(query: unknown, [values]: unknown[]): query is string {
  return typeof query === "string" && Array.isArray(values);
}

/** A text with its settings; neither a text alone nor a stream that sends itself. */
function isPlain(query: unknown): query is PlainQuery {
  return typeof query === "object" && query !== null && "text" in query && !("submit" in query);
}

function withName(query: PlainQuery): PlainQuery {
  return query.name ? query : { ...query, name: nameOf(query.text) };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST_NAMES) return known;
  const name = `guiche_${names.size + 1}`;
  names.set(text, name);
  return name;
}
