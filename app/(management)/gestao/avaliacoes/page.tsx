import type { Metadata } from "next";
import { RatingsFilter } from "@/components/surveys/ratings-filter";
import { RatingsList } from "@/components/surveys/ratings-list";
import { RatingsSummary } from "@/components/surveys/ratings-summary";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { requireRole } from "@/lib/auth";
import { dayIn } from "@/lib/dates";
import type { AddressParams } from "@/lib/search/schema";
import { readRatings } from "@/lib/surveys/address";
import { listRatings, ratingFilters } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Avaliações" };

export default async function RatingsPage({ searchParams }: { searchParams: Promise<AddressParams> }) {
  const actor = await requireRole("manager");
  const filters = await ratingFilters(actor);
  const now = new Date();
  const today = dayIn(filters.departments[0]?.timeZone ?? "America/Sao_Paulo", now);
  const address = readRatings(await searchParams, today);
  const ratings = await listRatings(actor, address);
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-6">
      <div>
        <Breadcrumb crumbs={[{ label: "Gestão", href: "/gestao" }, { label: "Avaliações" }]} />
        <h1 className="mt-2 text-2xl font-bold">Avaliações</h1>
      </div>
      <RatingsFilter address={address} today={today} {...filters} />
      <RatingsSummary address={address} score={ratings.score} former={ratings.former} />
      <RatingsList ratings={ratings} address={address} several={filters.departments.length > 1} now={now} />
    </div>
  );
}
