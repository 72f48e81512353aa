import { sql } from "drizzle-orm";
import { NOTICE_TOPICS } from "@/db/enums";
import { transact } from "@/db/index";
import { noticeChoices } from "@/db/schema/notices";
import type { UserActor } from "@/lib/actor";
import { ALWAYS_SHOWN } from "@/lib/tickets/choices";
import type { NoticeWays } from "../schema";

/** Keeps how the person wants to be told from now on. It is their own and concerns nobody else: it leaves no event. */
export function chooseWays(actor: UserActor, { ways }: NoticeWays): Promise<void> {
  return transact(async (tx) => {
    await tx
      .insert(noticeChoices)
      .values(
        NOTICE_TOPICS.map((topic) => ({
          userId: actor.userId,
          topic,
          email: ways[topic].email,
          app: ways[topic].app || ALWAYS_SHOWN.has(topic),
        })),
      )
      .onConflictDoUpdate({
        target: [noticeChoices.userId, noticeChoices.topic],
        set: { email: sql`excluded.email`, app: sql`excluded.app` },
      });
  });
}
