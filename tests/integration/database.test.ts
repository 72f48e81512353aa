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
