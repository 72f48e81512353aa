import { expect, test } from "vitest";
import { openConnection, pool } from "@/db";
import { migrateDatabase } from "@/db/migrate";
import { withFreshDatabase } from "@/tests/support/database";

test("the database speaks UTF-8 and Portuguese", async () => {
  const { rows } = await pool.query(
    "select current_setting('server_encoding') as encoding, lower('AÇÃO') as word",
  );
  expect(rows).toEqual([{ encoding: "UTF8", word: "ação" }]);
});

test("a query is planned once per connection, whatever its parameters", async () => {
  const client = await pool.connect();
  const text = "select $1::int + 1 as n";
  const answers = [
    await client.query({ text }, [1]),
    await client.query({ text, values: [41] }),
    await client.query(text, [6]),
  ];
  expect(answers.map(({ rows }) => rows[0].n)).toEqual([2, 42, 7]);
  const { rows } = await client.query(
    "select count(*)::int as n from pg_prepared_statements where statement = $1",
    [text],
  );
  client.release();
  expect(rows).toEqual([{ n: 1 }]);
});

test("a connection of its own receives what another one notifies", async () => {
  const listener = await openConnection("test-listen");
  const heard = new Promise((resolve) =>
    listener.once("notification", (message) => resolve(message.payload)),
  );
  await listener.query("listen tickets");
  await pool.query("select pg_notify('tickets', '42')");
  expect(await heard).toBe("42");
  await listener.end();
});

test("migrating again, from several processes at once, changes nothing and fails nowhere", async () => {
  await withFreshDatabase((url) => Promise.all([1, 2, 3].map(() => migrateDatabase(url))));
});
