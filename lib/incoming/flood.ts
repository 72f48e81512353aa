import "server-only";
import { and, eq, isNull, ne, notInArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import type { Decision } from "./rules";

/** What waits beyond that nobody looks at: of one sender, for one department, and of machines for one. */
const MOST_OF_SENDER = 50;
const MOST = 1_000;
const MOST_OF_MACHINES = 200;

/** From whom a message says it is, and who would decide on it. */
interface Waiting {
  from: string | null;
  departmentId: string | null;
  /** It carries a reply address that is somebody's. */
  answers: boolean;
}

/**
 * Leaves a message to wait for the team only while the team can still look at what waits; beyond that it is put away, where
 * it is seen and can be brought back. What answers a letter of the portal always waits.
 */
export async function unlessFlood(
  decision: Decision,
  { from, departmentId, answers }: Waiting,
): Promise<Decision> {
  if (decision.do !== "quarantine" || answers) return decision;
  const place = departmentId
    ? eq(incomingMail.departmentId, departmentId)
    : isNull(incomingMail.departmentId);
  const machine = eq(incomingMail.reason, "automatic");
  const flood =
    decision.reason === "automatic"
      ? await reaches(MOST_OF_MACHINES, place, machine)
      : (await reaches(
          MOST,
          place,
          notInArray(incomingMail.reason, ["automatic", "unreadable", "too_large"]),
        )) ||
        // Whoever forges somebody's address must not fill their place.
        (from !== null &&
          (await reaches(
            MOST_OF_SENDER,
            eq(incomingMail.fromAddress, from),
            ne(incomingMail.reason, "forged"),
          )));
  return flood ? { do: "drop", reason: "flood" } : decision;
}

async function reaches(most: number, ...conditions: SQL[]): Promise<boolean> {
  const waiting = db
    .select({ id: incomingMail.id })
    .from(incomingMail)
    // In words: a value in its place would not find the indexes of what waits.
    .where(and(sql`${incomingMail.state} = 'quarantined'`, ...conditions))
    .limit(most)
    .as("waiting");
  return (await db.$count(waiting)) >= most;
}
