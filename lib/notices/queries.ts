import "server-only";
import { and, count, desc, eq, isNull, sql } from "drizzle-orm";
import { NOTICE_TOPICS, type NoticeTopic } from "@/db/enums";
import { db } from "@/db/index";
import { noticeChoices, notices } from "@/db/schema/notices";
import { departments } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { staffDepartments, type UserActor } from "../actor";
import type { Cursor } from "../cursor";
import { ALWAYS_SHOWN } from "../tickets/choices";
import { visibleTo } from "../tickets/visibility";
import type { NoticeWays } from "./schema";

export interface NoticeLine {
  id: string;
  number: number;
  title: string;
  text: string;
  createdAt: Date;
  timeZone: string;
  unread: boolean;
}

const PAGE = 25;

/** What the person was told, newest first, of tickets they can still open. */
export async function listNotices(
  actor: UserActor,
  before: Cursor | null,
): Promise<{ notices: NoticeLine[]; next: Cursor | null }> {
  const rows = await db
    .select({
      id: notices.id,
      number: tickets.number,
      title: tickets.title,
      text: notices.text,
      createdAt: notices.createdAt,
      timeZone: departments.timeZone,
      readAt: notices.readAt,
    })
    .from(notices)
    .innerJoin(tickets, eq(tickets.id, notices.ticketId))
    .innerJoin(departments, eq(departments.id, tickets.departmentId))
    .where(
      and(
        eq(notices.userId, actor.userId),
        visibleTo(actor),
        before
          ? sql`(${notices.createdAt}, ${notices.id}) < (${before.at}::timestamptz, ${before.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(notices.createdAt), desc(notices.id))
    .limit(PAGE + 1);
  const shown = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    notices: shown.map(({ readAt, ...notice }) => ({ ...notice, unread: readAt === null })),
    next: last ? { at: last.createdAt, id: last.id } : null,
  };
}

/** How many the person has not read, of tickets they can still open. */
export async function countUnread(actor: UserActor): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(notices)
    .innerJoin(tickets, eq(tickets.id, notices.ticketId))
    .where(and(eq(notices.userId, actor.userId), isNull(notices.readAt), visibleTo(actor)));
  return row?.n ?? 0;
}

/** A topic with how the person hears of it now. */
export interface TopicChoice {
  topic: NoticeTopic;
  email: boolean;
  app: boolean;
  /** The portal tells of it in any case. */
  fixed: boolean;
}

const OF_STAFF: ReadonlySet<NoticeTopic> = new Set(["assignments", "work", "deadlines"]);

/** The topics that concern the person. */
export async function choicesFor(actor: UserActor): Promise<TopicChoice[]> {
  const rows = await db.select().from(noticeChoices).where(eq(noticeChoices.userId, actor.userId));
  const works = staffDepartments(actor).length > 0;
  return NOTICE_TOPICS.filter((topic) => works || !OF_STAFF.has(topic)).map((topic) => {
    const { email = true, app = true } = rows.find((row) => row.topic === topic) ?? {};
    const fixed = ALWAYS_SHOWN.has(topic);
    return { topic, email, app: app || fixed, fixed };
  });
}

/** The same for all topics, as it is sent. */
export const waysOf = (choices: readonly TopicChoice[]): NoticeWays["ways"] =>
  Object.fromEntries(
    NOTICE_TOPICS.map((topic) => {
      const { email = true, app = true } = choices.find((choice) => choice.topic === topic) ?? {};
      return [topic, { email, app }];
    }),
  ) as NoticeWays["ways"];
