import type { PendingType, TicketStatus } from "@/db/enums";
import { formatNumber } from "../number";
import { formatCount } from "../numbers";
import { COUNTERS } from "../tickets/labels";
import { listed, SCOPE_LABELS, showing } from "./labels";
import type { TicketList, TicketRow } from "./queries";
import {
  after,
  before,
  type Direction,
  ORDER_FORMS,
  type ORDERS,
  type TicketListAddress,
  ticketListHref,
} from "./schema";

/** A view that is an address. */
export interface Tab {
  href: string;
  label: string;
  current: boolean;
  count?: string;
}

/** A filter that is an address. */
export interface Chip extends Tab {
  status?: TicketStatus;
}

/** The head of a column that sorts. */
export interface Sort {
  href: string;
  direction: "ascending" | "descending" | null;
}

/** Other pages of a list, and this one again. */
export interface Paging {
  /** "Mostrando 1–25 de 312". */
  summary: string;
  previousHref?: string;
  nextHref?: string;
  refreshHref: string;
}

/** One row as it is sent: what is shown and no more. */
export interface ShownTicket {
  number: string;
  title: string;
  status: TicketStatus;
  pendingType: PendingType | null;
  requester?: string;
  department: string;
  opened: Date;
  updated: Date;
  timeZone: string;
  unread: boolean;
}

/** Why a list of one's tickets is empty, and where to go on from there. */
export type Nothing =
  | {
      why: "search";
      text: string;
      anyStatusHref: string | null;
      noSearchHref: string;
      queueHref: string | null;
    }
  | { why: "status"; anyStatusHref: string }
  | { why: "none"; scope: TicketListAddress["scope"] };

/** A page of one's tickets as it is sent: words and addresses are made where the rules for them are. */
export interface TicketListView {
  scopes: Tab[] | null;
  /** For who only hears the list. */
  listed: string;
  search: string;
  /** The address without the search. */
  searchHref: string;
  statuses: Chip[];
  /** The address that the choice of an order starts from, and the order in force. */
  sortHref: string;
  order: string;
  sorts: Record<"number" | "status" | "opened" | "updated", Sort>;
  rows: ShownTicket[];
  nothing: Nothing | null;
  /** Where counting stopped: the address that counts on. */
  countAllHref: string | null;
  paging: Paging;
  now: Date;
}

interface Reader {
  /** May see what their institution opened. */
  institution: boolean;
  /** Works a queue as well, where a search could go on. */
  staff: boolean;
}

/** What a page of the list shows to the reader. */
export function ticketListView(
  list: TicketList,
  address: TicketListAddress,
  { institution, staff }: Reader,
  now: Date,
): TicketListView {
  const href = (change?: Partial<TicketListAddress>) => ticketListHref(address, change);
  const sort = (order: (typeof ORDERS)[number]): Sort => {
    const turn = turned(address, order, ORDER_FORMS[order].direction);
    return { href: href({ order, direction: turn.to }), direction: turn.inForce };
  };
  return {
    scopes: institution
      ? (["own", "institution"] as const).map((scope) => ({
          href: href({ scope }),
          label: SCOPE_LABELS[scope],
          current: address.scope === scope,
        }))
      : null,
    listed: listed(list.total),
    search: address.search,
    searchHref: href({ search: "", countAll: false }),
    statuses: COUNTERS.map(({ slug, label, statuses }) => {
      const number = list.counters[slug];
      return {
        href: href({ status: slug }),
        label,
        current: address.status === slug,
        status: statuses?.[0],
        count: number === null ? undefined : formatCount(number),
      };
    }),
    sortHref: href(),
    order: ORDER_FORMS[address.order].word,
    sorts: {
      number: sort("number"),
      status: sort("status"),
      opened: sort("opened"),
      updated: sort("updated"),
    },
    rows: list.rows.map((row) => shown(row, address)),
    nothing: list.rows.length > 0 ? null : nothing(address, list.counters.todos === 0, staff),
    countAllHref: list.total.more ? href({ countAll: true, cursor: address.cursor }) : null,
    paging: {
      summary: showing(list),
      previousHref: list.previous ? href({ cursor: before(list.previous) }) : undefined,
      nextHref: list.next ? href({ cursor: after(list.next) }) : undefined,
      refreshHref: href({ cursor: address.cursor }),
    },
    now,
  };
}

/** What the head of a column does to the order in force: turns it, or puts its own in place. */
export function turned<Order extends string>(
  address: { order: Order; direction: Direction },
  order: Order,
  usual: Direction,
): { to: Direction; inForce: Sort["direction"] } {
  if (address.order !== order) return { to: usual, inForce: null };
  return address.direction === "asc"
    ? { to: "desc", inForce: "ascending" }
    : { to: "asc", inForce: "descending" };
}

const shown = (row: TicketRow, { scope }: TicketListAddress): ShownTicket => ({
  number: formatNumber(row.number),
  title: row.title,
  status: row.status,
  pendingType: row.pendingType,
  ...(scope === "institution" ? { requester: row.requester } : {}),
  department: row.department,
  opened: row.openedAt,
  updated: row.updatedAt,
  timeZone: row.timeZone,
  unread: row.unread,
});

function nothing(address: TicketListAddress, none: boolean, staff: boolean): Nothing {
  const anyStatusHref = ticketListHref(address, { status: "todos" });
  const { search: text, scope } = address;
  if (text) {
    const query = new URLSearchParams({ aba: "todos", status: "todos", q: text });
    return {
      why: "search",
      text,
      anyStatusHref: address.status === "todos" ? null : anyStatusHref,
      noSearchHref: ticketListHref(address, { search: "" }),
      queueHref: staff ? `/fila?${query}` : null,
    };
  }
  return none ? { why: "none", scope } : { why: "status", anyStatusHref };
}
