import { inArray } from "drizzle-orm";
import type { NoticeTopic } from "@/db/enums";
import type { Tx } from "@/db/index";
import { noticeChoices } from "@/db/schema/notices";

/** How somebody hears of a topic. */
export interface Ways {
  email: boolean;
  app: boolean;
}

const BOTH: Ways = { email: true, app: true };

/** Of these the portal always tells: a silence that ends a ticket must not come unannounced. */
export const ALWAYS_SHOWN: ReadonlySet<NoticeTopic> = new Set(["solutions"]);

/** How these people want to hear of a topic. */
export async function choicesOf(
  tx: Tx,
  userIds: readonly string[],
): Promise<(userId: string, topic: NoticeTopic) => Ways> {
  const rows = await tx
    .select()
    .from(noticeChoices)
    .where(inArray(noticeChoices.userId, [...new Set(userIds)]));
  return (userId, topic) => {
    const { email, app } = rows.find((row) => row.userId === userId && row.topic === topic) ?? BOTH;
    return { email, app: app || ALWAYS_SHOWN.has(topic) };
  };
}
