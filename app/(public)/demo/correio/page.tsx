import { clsx } from "clsx";
import type { Metadata } from "next";
import Form from "next/form";
import { notFound } from "next/navigation";
import { LetterList, LetterView, MailboxIntro, NoLetter } from "@/components/mail/mailbox";
import { Button } from "@/components/ui/button";
import { Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Pagination } from "@/components/ui/pagination";
import { env } from "@/lib/env";
import { mailboxHref, readMailbox } from "@/lib/mail/address";
import { findLetter, listLetters } from "@/lib/mail/queries";

export const metadata: Metadata = { title: "Correio da demonstração", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MailboxPage({ searchParams }: Props) {
  if (!env().GUICHE_DEMO) notFound();
  const address = readMailbox(await searchParams);
  const now = new Date();
  const [{ letters, next }, letter] = await Promise.all([
    listLetters(address),
    address.open ? findLetter(address.open) : null,
  ]);
  return (
    <div className="page grid gap-6">
      <MailboxIntro />
      <div className="grid gap-6 lg:grid-cols-[26rem_minmax(0,1fr)]">
        <div className={clsx("grid min-w-0 content-start gap-4", letter && "max-lg:hidden")}>
          <Form prefetch={false} action="/demo/correio" role="search" className="flex gap-2">
            <Input
              name="para"
              type="search"
              aria-label="Destinatário"
              placeholder="Destinatário"
              defaultValue={address.to}
              icon={<Search />}
              className="grow"
            />
            <Button type="submit">Filtrar</Button>
          </Form>
          <LetterList
            letters={letters}
            openId={letter?.id ?? null}
            hrefOf={(open) => mailboxHref({ ...address, open })}
            filtered={address.to !== ""}
            now={now}
          />
          <Pagination
            summary={letters.length > 0 ? "Mais novas primeiro" : ""}
            previousHref={address.before ? mailboxHref({ ...address, before: null, open: null }) : undefined}
            nextHref={next ? mailboxHref({ ...address, before: next, open: null }) : undefined}
          />
        </div>
        {letter ? (
          <LetterView letter={letter} backHref={mailboxHref({ ...address, open: null })} now={now} />
        ) : (
          <NoLetter />
        )}
      </div>
    </div>
  );
}
