import { pool } from "@/db";
import { seedDemo } from "./seed";

/** Fills an empty, migrated database with the demo's world; a process of its own, with an environment of its own. */
async function fill(): Promise<void> {
  await seedDemo({ now: new Date() });
  await pool.end();
}

fill().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
