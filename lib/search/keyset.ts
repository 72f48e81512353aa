import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Cursor, Position } from "./cursor";
import type { Direction } from "./schema";

/** One thing a list is sorted by: as SQL, as the integer a cursor carries, and that integer back as SQL. */
export interface Key {
  expression: SQL;
  integer: SQL;
  literal: (integer: number) => SQL;
}

/** An order without ties: its keys and then the id, all in one direction. */
export interface Keyset {
  keys: readonly Key[];
  id: PgColumn;
  direction: Direction;
}

/** Sorted by a moment, to the microsecond the database keeps. */
export function momentKey(column: PgColumn): Key {
  return {
    expression: sql`${column}`,
    integer: sql`(extract(epoch from ${column}) * 1000000)::bigint`,
    literal: (integer) => sql`timestamptz 'epoch' + ${integer}::bigint * interval '1 microsecond'`,
  };
}

/** Sorted by a whole number. */
export function integerKey(expression: SQL): Key {
  return { expression, integer: expression, literal: (integer) => sql`${integer}::bigint` };
}

/** ORDER BY of the keyset; reversed for a page that is read backwards. */
export function orderBy({ keys, id, direction }: Keyset, reversed = false): SQL[] {
  const way = (direction === "desc") === reversed ? sql.raw("asc") : sql.raw("desc");
  return [...keys.map((key) => key.expression), sql`${id}`].map((term) => sql`${term} ${way}`);
}

/** Only the rows that come after, or before, a position. */
export function beyond({ keys, id, direction }: Keyset, { side, values, id: from }: Cursor): SQL {
  const greater = (direction === "asc") === (side === "after");
  const row = sql.join([...keys.map((key) => key.expression), sql`${id}`], sql`, `);
  const literals = keys.map((key, place) => key.literal(values[place] ?? 0));
  const position = sql.join([...literals, sql`${from}::uuid`], sql`, `);
  return sql`(${row}) ${sql.raw(greater ? ">" : "<")} (${position})`;
}

/** Selects the values of a row's position. */
export function positionValues({ keys }: Keyset): SQL<number[]> {
  return sql`json_build_array(${sql.join(
    keys.map((key) => key.integer),
    sql`, `,
  )})`;
}

export interface Total {
  count: number;
  /** Counting stopped: there are more. */
  more: boolean;
}

/** A page of a list, and where it stands in it. */
export interface Page<Row> {
  rows: Row[];
  /** Place of the first row, from 1; null where counting stopped before it. */
  first: number | null;
  total: Total;
  previous: Position | null;
  next: Position | null;
}

/** The part of a list on one side of a cursor, nearest first; all of it without one. */
export interface Stretch {
  cursor: Cursor | null;
  /** The same as a condition and an order. */
  beyond: SQL | undefined;
  order: SQL[];
}

/** What lies beyond a cursor; everything without one. */
export function stretch(keyset: Keyset, cursor: Cursor | null): Stretch {
  return {
    cursor,
    beyond: cursor ? beyond(keyset, cursor) : undefined,
    order: orderBy(keyset, cursor?.side === "before"),
  };
}

interface Source<Row> {
  fetch: (stretch: Stretch, limit: number) => Promise<Row[]>;
  count: (stretch: Stretch) => Promise<Total>;
  total: () => Promise<Total>;
}

type Placed = { id: string; position: number[] };

/** Reads the page at a cursor. A cursor that leads past either end gives the first page. */
export async function readPage<Row extends Placed>(
  keyset: Keyset,
  cursor: Cursor | null,
  size: number,
  source: Source<Row>,
): Promise<Page<Row>> {
  const found = await source.fetch(stretch(keyset, cursor), size + 1);
  const short = cursor?.side === "before" ? found.length <= size : found.length === 0;
  if (cursor && short) return readPage(keyset, null, size, source);

  const rows = found.slice(0, size);
  if (cursor?.side === "before") rows.reverse();
  const [head, tail] = [rows.at(0), rows.at(-1)];
  const ahead =
    cursor && head
      ? await source.count(stretch(keyset, { side: "before", ...placeOf(head) }))
      : { count: 0, more: false };
  const total = await source.total();
  const goesOn =
    cursor?.side === "before" ? total.more || ahead.count + rows.length < total.count : found.length > size;
  return {
    rows,
    first: ahead.more ? null : ahead.count + 1,
    total,
    previous: head && (ahead.more || ahead.count > 0) ? placeOf(head) : null,
    next: tail && goesOn ? placeOf(tail) : null,
  };
}

function placeOf(row: Placed): Position {
  return { values: row.position, id: row.id };
}
