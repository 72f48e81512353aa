import type { Metadata } from "next";
import { DepartmentContact } from "@/components/links/department-contact";
import { LinkOver } from "@/components/links/link-over";
import { LinkPanel } from "@/components/links/link-panel";
import { Card } from "@/components/ui/card";
import { endedLink, placeOf, viewLink } from "@/lib/links/queries";
import { formatNumber } from "@/lib/number";

export const metadata: Metadata = { title: "Responder ao chamado", robots: { index: false } };

type Props = { params: Promise<{ token: string }> };

/** Where a letter's button leads: one thing to do on one ticket, without a login. */
export default async function LetterLinkPage({ params }: Props) {
  const { token } = await params;
  const now = new Date();
  const view = await viewLink(token, now);
  if (!view?.open) return <LinkOver view={view} ended={view ? null : await endedLink(token, now)} />;
  return (
    <div className="page grid max-w-3xl gap-6">
      <header>
        <p className="text-soft">
          {view.department}, chamado {formatNumber(view.number)}
        </p>
        <h1 className="mt-1 text-2xl font-bold">{view.title ?? view.service}</h1>
        {view.requester && <p className="mt-1 text-soft">Em nome de {view.requester}.</p>}
      </header>
      <Card>
        <LinkPanel key={token} view={view} token={token} place={placeOf(token)} now={now} />
      </Card>
      <DepartmentContact view={view} />
    </div>
  );
}
