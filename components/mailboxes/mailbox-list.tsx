"use client";

import { useState } from "react";
import { FormDialog } from "@/components/forms/form-dialog";
import { Address } from "@/components/mail/address";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Inbox, Mail } from "@/components/ui/icons";
import { DataTable } from "@/components/ui/table";
import { removeMailbox } from "@/lib/mailboxes/actions";
import { removalInWords } from "@/lib/mailboxes/labels";
import type { MailboxLine, MailboxSheet } from "@/lib/mailboxes/queries";
import { mailboxRef } from "@/lib/mailboxes/schema";
import { MailboxDialog } from "./mailbox-dialog";

type MailboxListProps = Pick<MailboxSheet, "mailboxes" | "departments">;

/** The addresses at which people write to the departments. */
export function MailboxList({ mailboxes, departments }: MailboxListProps) {
  const [removed, setRemoved] = useState<MailboxLine | null>(null);
  const [edited, setEdited] = useState<MailboxLine | "new" | null>(null);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <Button icon={<Mail />} onClick={() => setEdited("new")}>
          Criar endereço
        </Button>
      </div>
      {mailboxes.length === 0 ? (
        <EmptyState icon={<Inbox />} title="Nenhum endereço ainda">
          Crie o endereço de cada setor que recebe e-mails. Diga se uma mensagem abre um chamado ali ou se
          quem escreve recebe o caminho do portal.
        </EmptyState>
      ) : (
        <DataTable
          caption="Endereços dos setores"
          rows={mailboxes}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "address",
              header: "Endereço",
              primary: true,
              cell: ({ address }) => <Address of={address} />,
            },
            { key: "department", header: "Setor", cell: ({ department }) => department },
            {
              key: "under",
              header: "O que uma mensagem faz",
              cell: ({ under }) =>
                under ? `abre chamado em ${under.name}` : "não abre chamado; quem escreve recebe o caminho",
            },
            {
              key: "act",
              header: "Ação",
              cell: (mailbox) => (
                <span className="flex flex-wrap gap-2">
                  <Button size="small" onClick={() => setEdited(mailbox)}>
                    Editar<span className="sr-only">: {mailbox.address}</span>
                  </Button>
                  <Button size="small" onClick={() => setRemoved(mailbox)}>
                    Remover<span className="sr-only">: {mailbox.address}</span>
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      {removed && (
        <FormDialog
          title={`Remover ${removed.address}?`}
          description={removalInWords(removed)}
          schema={mailboxRef}
          defaultValues={{ id: removed.id }}
          send={removeMailbox}
          submit="Remover"
          danger
          done="Endereço removido"
          undone="O endereço não foi removido"
          onClose={() => setRemoved(null)}
        />
      )}
      {edited && (
        <MailboxDialog
          mailbox={edited === "new" ? null : edited}
          departments={departments}
          onClose={() => setEdited(null)}
        />
      )}
    </div>
  );
}
