import { setTimeout as delay } from "node:timers/promises";
import { pool } from "@/db";
import { log } from "@/lib/log";

const patience = 2_000;

/** Whether the database answers a trivial question within two seconds. */
export async function databaseAnswers(): Promise<boolean> {
  const answer = pool.query("select 1").then(
    () => true,
    (error: unknown) => {
      log.error({ err: error }, "database does not answer");
      return false;
    },
  );
  return Promise.race([answer, delay(patience, false)]);
}
