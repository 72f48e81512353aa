// biome-ignore-all lint/a11y/noRedundantRoles: "display: block" takes the roles away where the table is shown as cards

import { clsx } from "clsx";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** The cell that names the row: a row header, and the title of its card on a phone. */
  primary?: boolean;
  /** Makes the head a link that sorts. */
  sort?: { href: string; direction: "ascending" | "descending" | null };
  /** Speaks for itself: on a phone it stands without its header, beside the others of its kind. */
  plain?: boolean;
  /** Left out of the card on a phone. */
  wideOnly?: boolean;
  /** Left out of a table narrower than this, for columns that only help. */
  from?: "xl" | "wide";
  className?: string;
};

const shownFrom = { xl: "md:max-xl:hidden", wide: "md:max-[88rem]:hidden" };

type DataTableProps<Row> = {
  caption: string;
  captionHidden?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string | number;
  /** Marks rows, for example as selected or unread. */
  rowClassName?: (row: Row) => string | undefined;
  stickyHead?: boolean;
  className?: string;
};

/**
 * A table on a wide screen, a list of cards on a narrow one, from the same markup.
 * The roles are written out because `display: block` takes them away.
 */
export function DataTable<Row>({
  caption,
  captionHidden = true,
  columns,
  rows,
  rowKey,
  rowClassName,
  stickyHead,
  className,
}: DataTableProps<Row>) {
  return (
    <div
      className={clsx(
        "md:rounded-md md:border md:border-line md:bg-surface-raised",
        !stickyHead && "md:overflow-x-auto",
        className,
      )}
    >
      <table role="table" className="w-full border-collapse text-left max-md:block">
        <caption className={clsx(captionHidden ? "sr-only" : "px-4 py-3 text-left font-bold")}>
          {caption}
        </caption>
        <thead role="rowgroup" className={clsx("max-md:hidden", stickyHead && "sticky top-0 z-10")}>
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                aria-sort={column.sort?.direction ?? undefined}
                className={clsx(
                  "border-b border-line bg-surface-sunken px-4 py-2.5 text-sm font-medium whitespace-nowrap text-soft first:rounded-tl-md last:rounded-tr-md",
                  column.align === "end" && "text-right",
                  column.from && shownFrom[column.from],
                )}
              >
                {column.sort ? <SortLink column={column} sort={column.sort} /> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:grid max-md:grid-cols-1 max-md:gap-3">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className={clsx(
                "transition-colors md:hover:bg-surface-hover md:[&:not(:last-child)>*]:border-b",
                "max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1.5 max-md:rounded-md max-md:border max-md:border-line max-md:bg-surface-raised max-md:p-4",
                rowClassName?.(row),
              )}
            >
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const look = clsx(
    "border-line font-normal md:px-4 md:py-3 md:align-middle",
    column.align === "end" && "md:text-right",
    column.wideOnly && "max-md:hidden",
    column.from && shownFrom[column.from],
    column.className,
  );
  if (column.primary) {
    return (
      <th
        role="rowheader"
        scope="row"
        className={clsx(look, "text-left max-md:w-full max-md:text-base max-md:font-medium")}
      >
        {column.cell(row)}
      </th>
    );
  }
  return (
    <td
      role="cell"
      data-label={column.header}
      className={clsx(
        look,
        column.plain
          ? "max-md:-order-1"
          : "max-md:flex max-md:w-full max-md:items-baseline max-md:gap-x-3 max-md:before:w-34 max-md:before:shrink-0 max-md:before:text-sm max-md:before:text-soft max-md:before:content-[attr(data-label)]",
      )}
    >
      {column.cell(row)}
    </td>
  );
}

function SortLink<Row>({
  column,
  sort,
}: {
  column: Column<Row>;
  sort: { href: string; direction: "ascending" | "descending" | null };
}) {
  const Icon =
    sort.direction === "ascending" ? ArrowUp : sort.direction === "descending" ? ArrowDown : ChevronsUpDown;
  return (
    <Link
      href={sort.href}
      scroll={false}
      className={clsx(
        "-mx-1 inline-flex min-h-6 items-center gap-1 px-1 no-underline hover:text-ink",
        sort.direction ? "text-ink" : "text-soft",
      )}
    >
      {column.header}
      <Icon aria-hidden="true" className="size-4" />
    </Link>
  );
}
