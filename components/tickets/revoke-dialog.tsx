"use client";

import { FormDialog } from "@/components/forms/form-dialog";
import { revokeLinks } from "@/lib/tickets/actions";
import { ticketRef } from "@/lib/tickets/schema";

/** Asks before what letters of a ticket let their holders do ends. */
export function RevokeDialog({ number, onClose }: { number: number; onClose: () => void }) {
  return (
    <FormDialog
      title="Cancelar os links dos e-mails?"
      description="Use quando um aviso deste chamado foi parar em outras mãos. Os botões e os endereços de resposta dos e-mails já enviados deixam de valer; os próximos trazem novos."
      schema={ticketRef}
      defaultValues={{ number }}
      send={revokeLinks}
      submit="Cancelar os links"
      done="Os links dos e-mails não valem mais"
      onClose={onClose}
    />
  );
}
