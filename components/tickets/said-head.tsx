import { clsx } from "clsx";
import type { ReactNode } from "react";
import { formatMoment, Time } from "@/components/dates/time";
import { Avatar } from "@/components/ui/avatar";
import { Mail } from "@/components/ui/icons";
import type { AuthorSide } from "@/db/enums";
import { fileUrl } from "@/lib/attachments/address";

type SaidHeadProps = {
  author: string;
  own: boolean;
  side: AuthorSide;
  at: Date;
  now: Date;
  timeZone: string;
  /** It came by e-mail. */
  byMail?: boolean;
  /** The message said more than this. */
  cut?: boolean;
  originalId?: string | null;
  receivedAt?: Date;
  /** It is not known whose words these are: "publicada pela equipe". */
  published?: string | null;
  /** What this is, when it is more than an answer: "Nota interna". */
  label?: ReactNode;
  className?: string;
};

const SIDES: Record<AuthorSide, string | null> = {
  requester: null,
  staff: "equipe",
  observer: "observador",
  system: "automático",
};

/** Who said it and when, above the words. */
export function SaidHead({
  author,
  own,
  side,
  at,
  now,
  timeZone,
  byMail,
  cut,
  originalId,
  receivedAt = at,
  published,
  label,
  className,
}: SaidHeadProps) {
  return (
    <header className={clsx("flex flex-wrap items-center gap-x-2.5 gap-y-1", className)}>
      {published ? <Stranger /> : <Avatar name={author} size="small" className="size-7" />}
      <span className="min-w-0 font-bold">
        {published ? "Mensagem de outra pessoa" : own ? "Você" : author}
      </span>
      {!own && SIDES[side] && (
        <span className="rounded-full border border-line bg-surface-raised px-2 text-sm text-soft">
          {SIDES[side]}
        </span>
      )}
      {byMail && (
        <span className="inline-flex items-center gap-1 text-sm text-soft">
          <Mail aria-hidden="true" className="size-3.5" />
          {cut ? "parte de um e-mail" : "por e-mail"}
          {published && `, ${published}`}
          {originalId && (
            <a href={fileUrl(originalId)} download className="link ml-1">
              original
              <span className="sr-only">
                {" "}
                do e-mail recebido em {formatMoment(receivedAt, now, timeZone)}
              </span>
            </a>
          )}
        </span>
      )}
      {label}
      <Time value={at} now={now} timeZone={timeZone} as="clock" className="text-sm text-soft sm:ml-auto" />
    </header>
  );
}

/** In the place of initials, where nobody knows whose they would be. */
function Stranger() {
  return (
    <span
      aria-hidden="true"
      className="inline-grid size-7 shrink-0 place-items-center rounded-full border border-line bg-surface-raised text-soft"
    >
      <Mail className="size-3.5" />
    </span>
  );
}
