import { Time } from "@/components/dates/time";
import { EmptyState } from "@/components/ui/empty-state";
import { MailOpen } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { DataTable } from "@/components/ui/table";
import { reasonsInWords } from "@/lib/incoming/labels";
import type { IncomingLine } from "@/lib/incoming/queries";

type IncomingListProps = { messages: IncomingLine[]; dropped: boolean; now: Date };

/** Messages that wait for somebody to decide, or that were put away. */
export function IncomingList({ messages, dropped, now }: IncomingListProps) {
  if (messages.length === 0) {
    return (
      <EmptyState icon={<MailOpen />} title={dropped ? "Nada foi descartado" : "Nenhum e-mail à espera"}>
        {dropped
          ? "O que for descartado fica aqui por 30 dias e pode ser trazido de volta."
          : "Quando um e-mail não puder entrar sozinho em um chamado, ele espera aqui por uma pessoa da equipe."}
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption={dropped ? "E-mails descartados" : "E-mails à espera"}
      rows={messages}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "subject",
          header: "Assunto",
          primary: true,
          cell: ({ id, subject }) => (
            <Link href={`/fila/emails/${id}`} className="link break-words">
              {subject}
            </Link>
          ),
        },
        { key: "from", header: "De", cell: ({ from }) => <span className="break-words">{from}</span> },
        { key: "why", header: "Motivo", cell: reasonsInWords },
        { key: "department", header: "Setor", cell: ({ department }) => department ?? "Nenhum" },
        {
          key: "when",
          header: dropped ? "Descartado" : "Recebido",
          cell: ({ at, timeZone }) => <Time value={at} now={now} timeZone={timeZone} as="moment" />,
        },
      ]}
    />
  );
}
