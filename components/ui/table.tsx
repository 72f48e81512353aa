// biome-ignore-all lint/a11y/noRedundantRoles: "display: block" takes the roles away where the table is shown as cards

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "@/components/ui/icons";
import { Link } from "./link";

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
  stickyHead,
  className,
}: DataTableProps<Row>) {
  const looks = columns.map(lookOf);
  return (
    <div className={clsx("data-table", !stickyHead && "md:overflow-x-auto", className)}>
      <table role="table">
        <caption className={clsx(captionHidden ? "sr-only" : "px-4 py-3 text-left font-bold")}>
          {caption}
        </caption>
        <thead role="rowgroup" className={stickyHead ? "sticky top-0 z-10" : undefined}>
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                aria-sort={column.sort?.direction ?? undefined}
                className={clsx(
                  column.align === "end" && "text-right",
                  column.from && shownFrom[column.from],
                )}
              >
                {column.sort ? <SortLink column={column} sort={column.sort} /> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column, index) => cellOf(column, row, looks[index]))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Put together once a column: a queue has hundreds of cells. */
const lookOf = <Row,>(column: Column<Row>) =>
  clsx(
    column.align === "end" && "md:text-right",
    column.wideOnly && "max-md:hidden",
    column.from && shownFrom[column.from],
    column.className,
  ) || undefined;

function cellOf<Row>(column: Column<Row>, row: Row, className: string | undefined): ReactNode {
  const content = column.cell(row);
  if (column.primary) {
    return (
      <th key={column.key} role="rowheader" scope="row" className={className}>
        {content}
      </th>
    );
  }
  const label = column.plain ? undefined : column.header;
  return (
    <td key={column.key} role="cell" data-label={label} className={className}>
      {content}
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
