import { z } from "zod";
import { NOTICE_TOPICS, type NoticeTopic } from "@/db/enums";

/** How a person wants to be told, as it is sent. */

const ways = z.object({ email: z.boolean(), app: z.boolean() });

export const noticeWays = z.object({
  ways: z.object(
    Object.fromEntries(NOTICE_TOPICS.map((topic) => [topic, ways])) as Record<NoticeTopic, typeof ways>,
  ),
});
export type NoticeWays = z.output<typeof noticeWays>;

export const noPart = z.object({});
