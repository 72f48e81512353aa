import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import type { LoginWay } from "@/db/enums";
import { db } from "@/db/index";
import { sessions } from "@/db/schema/people";
import { SESSION_SECONDS } from "../cookie";
import { endSession } from "./end-session";

interface NewSession {
  userId: string;
  way: LoginWay;
  userAgent: string | null;
  /** The session this browser held until now: a login never goes on with an old one. */
  former: string | null;
}

/** Opens a session; returns its id, or null when the account was disabled meanwhile. */
export async function startSession(wanted: NewSession, now: Date): Promise<string | null> {
  const { userId, way, userAgent, former } = wanted;
  const id = v7();
  const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000);
  const { rowCount } = await db.execute(sql`
    insert into ${sessions} (id, user_id, way, created_at, expires_at, user_agent)
    select ${id}::uuid, id, ${way}, ${now.toISOString()}::timestamptz, ${expiresAt.toISOString()}::timestamptz,
      ${userAgent?.slice(0, 300) ?? null}
    from users where id = ${userId} and disabled_at is null`);
  if (former) await endSession(former, now);
  return rowCount === 1 ? id : null;
}
