import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { OpeningForm } from "@/components/catalog/opening-form";
import { ServiceHead } from "@/components/catalog/service-head";
import { ServiceSummary } from "@/components/catalog/service-summary";
import { requireActor } from "@/lib/auth";
import { beginFilling } from "@/lib/catalog/beginning";
import { draftContinues } from "@/lib/catalog/draft";
import { contactOf, findService } from "@/lib/catalog/queries";
import { findDraft } from "@/lib/drafts/queries";
import { parseNumber } from "@/lib/number";
import { servicePlace } from "@/lib/place";
import { findSource } from "@/lib/tickets/source";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ assunto?: string | string[]; continua?: string | string[] }>;
};

const load = cache(async (slug: string) => findService(await requireActor(), slug));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const service = await load((await params).slug);
  return service
    ? { title: service.name, description: service.summary }
    : { title: "Serviço não encontrado" };
}

export default async function ServicePage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const service = await load((await params).slug);
  if (!service) notFound();
  const { assunto, continua } = await searchParams;
  const [draft, contact] = await Promise.all([findDraft(actor, servicePlace(service.id)), contactOf(actor)]);
  const continued = parseNumber([continua].flat()[0] ?? "") ?? draftContinues(draft?.content);
  const found = continued === null ? null : await findSource(actor, continued, new Date());
  const source = found?.serviceId === service.id ? found : null;
  const beginning = beginFilling({
    definition: service.definition,
    contact,
    institution: actor.institution?.name ?? null,
    draft,
    source,
    asked: [assunto].flat()[0] ?? null,
  });
  const { id, name, formVersionId, definition, department, purpose } = service;
  return (
    <div className="page grid gap-8">
      <ServiceHead service={service} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <aside aria-label="Sobre o serviço" className="lg:sticky lg:top-6 lg:order-2">
          <ServiceSummary service={service} />
        </aside>
        <OpeningForm
          {...beginning}
          key={formVersionId}
          userId={actor.userId}
          service={{ serviceId: id, name, formVersionId, definition, timeZone: department.timeZone }}
          draft={draft}
          source={source && { number: source.number, title: source.title }}
          purpose={purpose}
        />
      </div>
    </div>
  );
}
