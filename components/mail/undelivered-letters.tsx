import { Time } from "@/components/dates/time";
import { EmptyState } from "@/components/ui/empty-state";
import { MailOpen } from "@/components/ui/icons";
import { DataTable } from "@/components/ui/table";
import { sendAgain } from "@/lib/mail/actions";
import { letterInWords, troubleInWords } from "@/lib/mail/labels";
import type { UndeliveredLetter } from "@/lib/mail/queries";
import { Address } from "./address";
import { TroubleButton } from "./trouble-button";

/** Letters that did not go out or did not arrive, each with its reason and a way to try again. */
export function UndeliveredLetters({ letters, now }: { letters: UndeliveredLetter[]; now: Date }) {
  if (letters.length === 0) {
    return (
      <EmptyState icon={<MailOpen />} title="Todas as mensagens saíram, e nenhuma voltou">
        Se o provedor recusar uma mensagem ou não responder por muito tempo, ou se ela voltar, ela aparece
        aqui com o motivo.
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Mensagens que não saíram ou não chegaram"
      rows={letters}
      rowKey={({ id }) => id}
      columns={[
        { key: "letter", header: "Mensagem", primary: true, cell: letterInWords },
        { key: "to", header: "Para", cell: ({ to }) => <Address of={to} /> },
        { key: "why", header: "Motivo", cell: troubleInWords },
        {
          key: "when",
          header: "Escrita",
          cell: ({ createdAt }) => (
            <Time value={createdAt} now={now} timeZone="America/Sao_Paulo" as="moment" />
          ),
        },
        {
          key: "act",
          header: "Ação",
          cell: ({ id, ...letter }) => (
            <TroubleButton
              act={sendAgain}
              input={{ letterId: id }}
              label="Enviar de novo"
              about={letterInWords(letter)}
              done="A mensagem voltou à fila"
            />
          ),
        },
      ]}
    />
  );
}
