import type { Metadata } from "next";
import { BlockedAddresses } from "@/components/mail/blocked-addresses";
import { UndeliveredLetters } from "@/components/mail/undelivered-letters";
import { WaitingLetters } from "@/components/mail/waiting-letters";
import { IncomingWays } from "@/components/mailboxes/incoming-ways";
import { MailboxList } from "@/components/mailboxes/mailbox-list";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Pagination } from "@/components/ui/pagination";
import { requireRole } from "@/lib/auth";
import { readCursor } from "@/lib/cursor";
import { countWaiting } from "@/lib/incoming/queries";
import { troublesHref } from "@/lib/mail/address";
import { mailTroubles } from "@/lib/mail/queries";
import { mailboxSheet } from "@/lib/mailboxes/queries";

export const metadata: Metadata = { title: "E-mails" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EmailsPage({ searchParams }: Props) {
  const actor = await requireRole("admin");
  const before = readCursor((await searchParams).antes);
  const now = new Date();
  const [{ letters, next, waiting, blocked }, sheet, incoming] = await Promise.all([
    mailTroubles(actor, before),
    mailboxSheet(actor),
    countWaiting(actor),
  ]);
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-8">
      <div>
        <Breadcrumb crumbs={[{ label: "Administração", href: "/admin" }, { label: "E-mails" }]} />
        <h1 className="mt-2 text-2xl font-bold">E-mails</h1>
        <WaitingLetters {...waiting} now={now} />
      </div>
      <section aria-labelledby="nao-sairam" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h2 id="nao-sairam" className="text-lg font-bold">
          Não saíram ou não chegaram
        </h2>
        <UndeliveredLetters letters={letters} now={now} />
        <Pagination
          summary={letters.length > 0 ? "Mais novas primeiro" : ""}
          previousHref={before ? troublesHref(null) : undefined}
          nextHref={next ? troublesHref(next) : undefined}
        />
      </section>
      <section aria-labelledby="chegam" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h2 id="chegam" className="text-lg font-bold">
          Endereços dos setores
        </h2>
        <IncomingWays {...sheet} waiting={incoming} />
        <MailboxList {...sheet} />
      </section>
      <BlockedAddresses blocked={blocked} now={now} />
    </div>
  );
}
