import { and, eq, isNull } from "drizzle-orm";
import type { LoginWay } from "@/db/enums";
import { db } from "@/db/index";
import { sessions } from "@/db/schema/people";

/** Ends a session for good; returns how its person had come in, or null if there was none to end. */
export async function endSession(sessionId: string, now: Date): Promise<LoginWay | null> {
  const [ended] = await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
    .returning({ way: sessions.way });
  return ended?.way ?? null;
}
