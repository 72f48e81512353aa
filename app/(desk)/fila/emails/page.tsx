import type { Metadata } from "next";
import { Floods } from "@/components/incoming/floods";
import { IncomingList } from "@/components/incoming/incoming-list";
import { LiveRefresh } from "@/components/live/live-events";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Pagination } from "@/components/ui/pagination";
import { TabLinks } from "@/components/ui/tabs";
import { requireRole } from "@/lib/auth";
import { incomingHref, readIncoming } from "@/lib/incoming/address";
import { countFloods, listIncoming } from "@/lib/incoming/queries";

export const metadata: Metadata = { title: "E-mails à espera" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function IncomingPage({ searchParams }: Props) {
  const actor = await requireRole("mail");
  const address = readIncoming(await searchParams);
  const { dropped, before } = address;
  const now = new Date();
  const { messages, next } = await listIncoming(actor, address);
  const floods = dropped ? 0 : await countFloods(actor);
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-4">
      <LiveRefresh />
      <div>
        <Breadcrumb
          crumbs={[
            actor.admin ? { label: "Administração", href: "/admin" } : { label: "Fila", href: "/fila" },
            { label: "E-mails à espera" },
          ]}
        />
        <h1 className="mt-2 text-2xl font-bold">E-mails à espera</h1>
        <p className="mt-1 max-w-prose text-soft">
          Mensagens que não entraram sozinhas em um chamado. Uma pessoa da equipe confere e decide.
        </p>
      </div>
      <TabLinks
        name="E-mails"
        tabs={[
          {
            label: "À espera",
            href: incomingHref({ dropped: false, before: null }),
            current: !dropped,
          },
          {
            label: "Descartados",
            href: incomingHref({ dropped: true, before: null }),
            current: dropped,
          },
        ]}
      />
      <Floods count={floods} />
      <IncomingList messages={messages} dropped={dropped} now={now} />
      <Pagination
        summary={messages.length > 0 ? "Mais novos primeiro" : ""}
        previousHref={before ? incomingHref({ dropped, before: null }) : undefined}
        nextHref={next ? incomingHref({ dropped, before: next }) : undefined}
      />
    </div>
  );
}
