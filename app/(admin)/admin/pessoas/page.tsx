import type { Metadata } from "next";
import { Directory } from "@/components/people/directory";
import { DirectorySearch } from "@/components/people/directory-search";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { requireRole } from "@/lib/auth";
import { readDirectoryAddress } from "@/lib/people/address";
import { listPeople } from "@/lib/people/queries";

export const metadata: Metadata = { title: "Pessoas" };

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function PeoplePage({ searchParams }: { searchParams: Params }) {
  const actor = await requireRole("admin");
  const address = readDirectoryAddress(await searchParams);
  const page = await listPeople(actor, address.query, address.after);
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-6">
      <div>
        <Breadcrumb crumbs={[{ label: "Administração", href: "/admin" }, { label: "Pessoas" }]} />
        <h1 className="mt-2 text-2xl font-bold">Pessoas</h1>
      </div>
      <DirectorySearch query={address.query} />
      <Directory page={page} query={address.query} ownId={actor.userId} later={address.after !== null} />
    </div>
  );
}
