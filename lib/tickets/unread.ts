import type { TicketEvent } from "./history";

/** What a page shows that its reader has not seen before: to be kept once they have. */
export interface Unread {
  /** The latest that happened of what is shown. */
  readTo: Date;
  /** Ids of notices of it that the reader has not read. */
  notices: string[];
}

interface Record {
  events: readonly Pick<TicketEvent, "at">[];
  notices: readonly { id: string; createdAt: string }[];
  readMarks: readonly { readAt: Date }[];
}

/**
 * What is unread in a ticket's record, or null, and since when the reader has not seen it. A mark stands at the latest that
 * was shown, never at the moment of looking: an act is dated before it is there for others. Should one be dated even before
 * what was seen, its notice still tells of it.
 */
export function unreadOf({ events, notices, readMarks }: Record): {
  readAt: Date | null;
  unread: Unread | null;
} {
  const mark = readMarks[0]?.readAt ?? null;
  const readTo = new Date(Math.max(0, ...events.map(({ at }) => at.getTime())));
  const untold = Math.min(...notices.map(({ createdAt }) => new Date(createdAt).getTime() - 1));
  const news = events.length > 0 && (mark === null || readTo > mark);
  return {
    readAt: mark && new Date(Math.min(mark.getTime(), untold)),
    unread: news || notices.length > 0 ? { readTo, notices: notices.map(({ id }) => id) } : null,
  };
}
