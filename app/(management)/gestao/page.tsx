import type { Metadata } from "next";
import { LinkCard } from "@/components/ui/card";
import { Inbox, Star } from "@/components/ui/icons";
import { requireRole } from "@/lib/auth";

export const metadata: Metadata = { title: "Gestão" };

export default async function ManagementPage() {
  await requireRole("manager");
  return (
    <div className="page grid gap-6">
      <h1 className="text-2xl font-bold">Gestão</h1>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <li>
          <LinkCard href="/gestao/avaliacoes" title="Avaliações" icon={<Star />} headingLevel={2}>
            Notas e comentários de quem foi atendido, por período e serviço.
          </LinkCard>
        </li>
        <li>
          <LinkCard href="/fila?aba=todos" title="Fila do setor" icon={<Inbox />} headingLevel={2}>
            Tudo o que está em aberto, com quem está e há quanto tempo.
          </LinkCard>
        </li>
      </ul>
    </div>
  );
}
