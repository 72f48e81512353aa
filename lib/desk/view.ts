import type { PendingType, Priority, TicketStatus } from "@/db/enums";
import { formatCount } from "../numbers";
import { listed, showing } from "../search/labels";
import { after, before } from "../search/schema";
import { type Chip, type Paging, type Sort, type Tab as TabLink, turned } from "../search/view";
import { COUNTERS } from "../tickets/labels";
import { TABS, type Tab } from "./labels";
import type { Queue, QueueDepartment, QueueRow } from "./queries";
import type { Offer } from "./rules";
import { QUEUE_ORDER_FORMS, type QueueAddress, type QueueOrder, type QueueStatus, queueHref } from "./schema";

/** One row as it is sent: what is shown and no more. */
export interface ShownQueued {
  id: string;
  number: number;
  title: string;
  requester: string;
  service: string;
  /** Only for who works several. */
  department?: string;
  status: TicketStatus;
  pendingType: PendingType | null;
  priority: Priority;
  since: Date;
  timeZone: string;
  attendant: string | null;
  offer: Offer | null;
  unread: boolean;
  returned: boolean;
}

/** Why the queue is empty, and where to go on from there. */
export type EmptyQueue =
  | { why: "search"; text: string; everywhereHref: string | null; noSearchHref: string }
  | { why: "status"; openHref: string }
  | { why: "done"; tab: Tab; other: Tab; otherHref: string };

/** A page of the queue as it is sent: words and addresses are made where the rules for them are. */
export interface QueueView {
  tabs: TabLink[];
  /** For who only hears the list. */
  listed: string;
  search: string;
  /** The address without the search, of everything there is. */
  searchHref: string;
  departments: Chip[] | null;
  statuses: Chip[];
  /** The address that the choice of an order starts from, and the order in force. */
  sortHref: string;
  order: string;
  sorts: Record<"number" | "status" | "waiting", Sort>;
  rows: ShownQueued[];
  empty: EmptyQueue | null;
  paging: Paging;
  userId: string;
  now: Date;
}

const STATUSES: { status: QueueStatus; label: string }[] = [
  { status: "open", label: "Em aberto" },
  ...COUNTERS.map(({ slug, label }) => ({ status: slug, label })),
];

/** What a page of the queue shows to the person. */
export function queueView(
  queue: Queue,
  address: QueueAddress,
  departments: readonly QueueDepartment[],
  userId: string,
  now: Date,
): QueueView {
  const href = (change?: Partial<QueueAddress>) => queueHref(address, change);
  const sort = (order: QueueOrder): Sort => {
    const turn = turned(address, order, QUEUE_ORDER_FORMS[order].direction);
    return { href: href({ order, direction: turn.to }), direction: turn.inForce };
  };
  const several = departments.length > 1;
  return {
    tabs: TABS.map(({ tab, label }) => {
      const count = queue.tabs[tab];
      return {
        href: href({ tab }),
        label,
        count: count === null ? undefined : formatCount(count),
        current: address.tab === tab,
      };
    }),
    listed: listed(queue.total),
    search: address.search,
    searchHref: href({ search: "", tab: "all", status: "todos" }),
    departments: several
      ? [{ slug: "", name: "Todos os setores" }, ...departments].map(({ slug, name }) => ({
          href: href({ department: slug }),
          label: name,
          current: address.department === slug,
        }))
      : null,
    statuses: STATUSES.map(({ status, label }) => ({
      href: href({ status }),
      label,
      current: address.status === status,
    })),
    sortHref: href(),
    order: QUEUE_ORDER_FORMS[address.order].word,
    sorts: { number: sort("number"), status: sort("status"), waiting: sort("waiting") },
    rows: queue.rows.map((row) => shown(row, several)),
    empty: queue.rows.length > 0 ? null : emptyOf(address),
    paging: {
      summary: showing(queue),
      previousHref: queue.previous ? href({ cursor: before(queue.previous) }) : undefined,
      nextHref: queue.next ? href({ cursor: after(queue.next) }) : undefined,
      refreshHref: href({ cursor: address.cursor }),
    },
    userId,
    now,
  };
}

const shown = (row: QueueRow, several: boolean): ShownQueued => ({
  id: row.id,
  number: row.number,
  title: row.title,
  requester: row.requester,
  service: row.service,
  ...(several ? { department: row.department } : {}),
  status: row.status,
  pendingType: row.pendingType,
  priority: row.priority,
  since: row.waitingSince,
  timeZone: row.timeZone,
  attendant: row.attendant,
  offer: row.offer,
  unread: row.unread,
  returned: row.returned,
});

function emptyOf(address: QueueAddress): EmptyQueue {
  if (address.search) {
    const everywhere = address.tab === "all" && address.status === "todos";
    return {
      why: "search",
      text: address.search,
      everywhereHref: everywhere ? null : queueHref(address, { tab: "all", status: "todos" }),
      noSearchHref: queueHref(address, { search: "", status: "open" }),
    };
  }
  if (address.status !== "open") return { why: "status", openHref: queueHref(address, { status: "open" }) };
  const { tab } = address;
  const other: Tab = tab === "unassigned" ? "mine" : "unassigned";
  return { why: "done", tab, other, otherHref: queueHref(address, { tab: other }) };
}
