import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { UserRoundX, Users } from "@/components/ui/icons";
import { Pagination } from "@/components/ui/pagination";
import { DataTable } from "@/components/ui/table";
import { directoryHref } from "@/lib/people/address";
import type { DirectoryPage } from "@/lib/people/queries";
import { AccountSwitch } from "./account-switch";

type DirectoryProps = { page: DirectoryPage; query: string; ownId: string; later: boolean };

/** The accounts of the installation, and the switch that closes or opens each. */
export function Directory({ page, query, ownId, later }: DirectoryProps) {
  if (page.people.length === 0) {
    return (
      <EmptyState
        icon={<Users />}
        title="Ninguém encontrado"
        actions={<ButtonLink href="/admin/pessoas">Ver todas as pessoas</ButtonLink>}
      >
        Tente parte do nome, o e-mail ou o CPF completo.
      </EmptyState>
    );
  }
  return (
    <>
      <DataTable
        caption="Pessoas com conta"
        rows={page.people}
        rowKey={(person) => person.id}
        columns={[
          { key: "name", header: "Nome", primary: true, cell: (person) => person.name },
          { key: "cpf", header: "CPF", cell: (person) => person.cpf ?? "não informado" },
          {
            key: "email",
            header: "E-mail",
            wideOnly: true,
            cell: (person) => person.email ?? "não informado",
          },
          { key: "roles", header: "Papéis", cell: (person) => person.roles.join("; ") },
          {
            key: "state",
            header: "Situação",
            cell: ({ disabledAt }) =>
              disabledAt ? (
                <Badge tone="danger" icon={<UserRoundX />}>
                  Desativada
                </Badge>
              ) : (
                "Ativa"
              ),
          },
          {
            key: "act",
            header: "Ação",
            cell: (person) =>
              person.id === ownId ? (
                <span className="text-soft">Sua conta</span>
              ) : (
                <AccountSwitch userId={person.id} name={person.name} disabled={person.disabledAt !== null} />
              ),
          },
        ]}
      />
      <Pagination
        summary={
          page.people.length === 1 ? "1 pessoa" : `${page.people.length} pessoas nesta página, por nome`
        }
        previousHref={later ? directoryHref(query, null) : undefined}
        nextHref={page.next ? directoryHref(query, page.next) : undefined}
      />
    </>
  );
}
