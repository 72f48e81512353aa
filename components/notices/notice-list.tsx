import { clsx } from "clsx";
import { Time } from "@/components/dates/time";
import { EmptyState } from "@/components/ui/empty-state";
import { Bell } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import type { NoticeLine } from "@/lib/notices/queries";
import { formatNumber } from "@/lib/number";

/** What the person was told, newest first; each leads to its ticket. */
export function NoticeList({ notices, now }: { notices: NoticeLine[]; now: Date }) {
  if (notices.length === 0) {
    return (
      <EmptyState icon={<Bell />} title="Nenhum aviso ainda">
        Quando algo acontecer nos seus chamados, você fica sabendo por aqui.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-md border border-line bg-surface-raised">
      {notices.map((notice) => (
        <li key={notice.id}>
          <Link
            href={`/chamados/${notice.number}`}
            className={clsx(
              "grid gap-0.5 border-l-4 px-4 py-3 text-ink no-underline transition-colors hover:bg-surface-hover focus-visible:-outline-offset-3",
              notice.unread ? "border-l-primary bg-primary-soft" : "border-l-transparent",
            )}
          >
            <span className="flex items-baseline justify-between gap-3 text-sm text-soft">
              <span>
                {notice.unread && <span className="font-bold text-primary-ink">Novo · </span>}
                Chamado {formatNumber(notice.number)}
              </span>
              <Time value={notice.createdAt} now={now} timeZone={notice.timeZone} className="shrink-0" />
            </span>
            <span className={clsx("first-letter:uppercase", notice.unread && "font-bold")}>
              {notice.text}
            </span>
            <span className="line-clamp-1 text-sm text-soft">{notice.title}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
