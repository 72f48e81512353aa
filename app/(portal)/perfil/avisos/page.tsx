import type { Metadata } from "next";
import { WaitingMail } from "@/components/incoming/waiting-mail";
import { LiveRefresh } from "@/components/live/live-events";
import { ChoicesForm } from "@/components/notices/choices-form";
import { NoticeList } from "@/components/notices/notice-list";
import { ReadAll } from "@/components/notices/read-all";
import { Card } from "@/components/ui/card";
import { Pagination } from "@/components/ui/pagination";
import { requireActor } from "@/lib/auth";
import { readCursor } from "@/lib/cursor";
import { countWaiting } from "@/lib/incoming/queries";
import { CHOICES_PLACE, noticesHref } from "@/lib/notices/address";
import { choicesFor, countUnread, listNotices, waysOf } from "@/lib/notices/queries";

export const metadata: Metadata = { title: "Avisos" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NoticesPage({ searchParams }: Props) {
  const actor = await requireActor();
  const before = readCursor((await searchParams).antes);
  const now = new Date();
  const [{ notices, next }, unread, choices, mail] = await Promise.all([
    listNotices(actor, before),
    countUnread(actor),
    choicesFor(actor),
    countWaiting(actor),
  ]);
  return (
    <div className="page grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-8">
      <LiveRefresh />
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center justify-between gap-4">
          <h1 id="avisos" tabIndex={-1} className="text-2xl font-bold outline-none">
            Avisos
          </h1>
          <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
            <a href={`#${CHOICES_PLACE}`} className="link">
              Como quero ser avisado
            </a>
            {unread > 0 && <ReadAll heading="avisos" />}
          </div>
        </div>
        {mail > 0 && <WaitingMail count={mail} />}
        <NoticeList notices={notices} now={now} />
        <Pagination
          summary={notices.length > 0 ? "Mais novos primeiro" : ""}
          previousHref={before ? noticesHref(null) : undefined}
          nextHref={next ? noticesHref(next) : undefined}
        />
      </div>
      <Card as="section" aria-labelledby={CHOICES_PLACE} className="grid gap-5">
        <h2 id={CHOICES_PLACE} tabIndex={-1} className="scroll-mt-6 text-lg font-bold outline-none">
          Como quero ser avisado
        </h2>
        <ChoicesForm choices={choices} ways={waysOf(choices)} email={actor.email} />
      </Card>
    </div>
  );
}
