"use client";

import { useSearchParams } from "next/navigation";
import type { MouseEvent } from "react";
import { ChipLink } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { LinkCard } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Clock, SearchX } from "@/components/ui/icons";
import { Link, opensElsewhere } from "@/components/ui/link";
import { TabLinks } from "@/components/ui/tabs";
import { type ServiceCard, serviceAddress } from "@/lib/catalog/card";
import { categoriesOf, type FoundCard, searchCards } from "@/lib/catalog/search";
import { formatCount } from "@/lib/numbers";
import { CardSearch } from "./card-search";
import { ServiceIcon } from "./icon";
import { useAddressQuery } from "./use-address-query";

const MAX_SUBJECTS = 3;

type Props = {
  cards: ServiceCard[];
  /** Slugs of the services this person opens tickets from most. */
  mostUsed: string[];
};

/** Address of the home page with this search and category. */
function address(query: string, category: string | null): string {
  const parameters = new URLSearchParams();
  if (query.trim()) parameters.set("q", query.trim());
  if (category) parameters.set("categoria", category);
  return parameters.size > 0 ? `/?${parameters}` : "/";
}

/** Search, tabs and cards. What is searched and chosen is in the address; the answer comes with each key. */
export function CardBrowser({ cards, mostUsed }: Props) {
  const parameters = useSearchParams();
  const category = parameters.get("categoria");
  const [query, search] = useAddressQuery((text) => address(text, category));
  const found = searchCards(cards, query);
  const categories = categoriesOf(searchCards(cards, ""));
  const matching = new Map(categoriesOf(found).map((category) => [category.slug, category.count]));
  const chosen = categories.find(({ slug }) => slug === category);
  const shown = chosen ? found.filter(({ card }) => card.category.slug === chosen.slug) : found;

  const go = (href: string) => (event: MouseEvent) => {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    window.history.pushState(null, "", href);
  };
  const tab = (label: string, slug: string | null, count: number) => {
    const href = address(query, slug);
    const current = (chosen?.slug ?? null) === slug;
    return { href, label, count: formatCount(count), current, onClick: go(href) };
  };

  return (
    <>
      <CardSearch
        query={query}
        category={chosen?.slug}
        onSearch={search}
        result={query.trim() ? resultWords(shown.length) : ""}
      />
      {!query.trim() && <MostUsed cards={cards.filter((card) => mostUsed.includes(card.slug))} />}
      <TabLinks
        name="Categorias de serviços"
        className="mt-5"
        tabs={[
          tab("Ver todos", null, found.length),
          ...categories.map(({ name, slug }) => tab(name, slug, matching.get(slug) ?? 0)),
        ]}
      />
      {shown.length > 0 ? (
        <ul className="mt-6 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {shown.map((one) => (
            <li key={one.card.slug}>
              <FoundServiceCard found={one} />
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState
          className="mt-6"
          icon={<SearchX />}
          title={`Nenhum serviço com “${query.trim()}”${chosen ? ` em ${chosen.name}` : ""}`}
          actions={
            <>
              {found.length > 0 && (
                <Button onClick={() => window.history.pushState(null, "", address(query, null))}>
                  {found.length === 1
                    ? "Ver 1 serviço em outra categoria"
                    : `Ver ${found.length} em outras categorias`}
                </Button>
              )}
              <Button variant="quiet" onClick={() => search("")}>
                Limpar a busca
              </Button>
            </>
          }
        >
          Tente outra palavra, como o nome do sistema, do documento ou do problema.
        </EmptyState>
      )}
    </>
  );
}

function MostUsed({ cards }: { cards: ServiceCard[] }) {
  if (cards.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <h3 className="mr-1 text-sm text-soft">Você usa mais</h3>
      <ul className="contents">
        {cards.map((card) => (
          <li key={card.slug}>
            <ChipLink href={serviceAddress(card.slug)}>{card.name}</ChipLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function resultWords(count: number): string {
  return count === 1 ? "1 serviço encontrado" : `${count} serviços encontrados`;
}

function FoundServiceCard({ found: { card, subjects } }: { found: FoundCard }) {
  const rest = subjects.length - MAX_SUBJECTS;
  return (
    <LinkCard
      href={serviceAddress(card.slug)}
      title={card.name}
      icon={<ServiceIcon name={card.icon} />}
      className="max-sm:grid max-sm:grid-cols-[auto_minmax(0,1fr)] max-sm:gap-x-4 max-sm:gap-y-1 max-sm:p-4 max-sm:[&>span]:row-span-3"
      foot={
        <>
          <Clock aria-hidden="true" />
          <span className="sr-only">Prazo: </span>
          {card.longestTime}
          <span className="ml-auto pl-3 text-right">{card.department}</span>
        </>
      }
    >
      <p>{card.summary}</p>
      {subjects.length > 0 && (
        <ul aria-label="Assuntos encontrados" className="relative mt-3 grid gap-1 border-t border-line pt-3">
          {subjects.slice(0, MAX_SUBJECTS).map((subject) => (
            <li key={subject.id}>
              <Link href={serviceAddress(card.slug, subject.id)} className="link inline-block py-0.5">
                {subject.label}
              </Link>
            </li>
          ))}
          {rest > 0 && (
            <li className="text-sm">{rest === 1 ? "e mais 1 assunto" : `e mais ${rest} assuntos`}</li>
          )}
        </ul>
      )}
    </LinkCard>
  );
}
