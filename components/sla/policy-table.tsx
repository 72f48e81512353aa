import { EmptyState } from "@/components/ui/empty-state";
import { Hourglass } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { DataTable } from "@/components/ui/table";
import type { DayUnit } from "@/db/enums";
import { daysInWords } from "@/lib/dates";
import { TARGET_LABELS, termInWords } from "@/lib/sla/labels";
import type { PolicyLine } from "@/lib/sla/queries";
import type { Term } from "@/lib/sla/rules";

/** What every service promises, at the usual priority. */
export function PolicyTable({ policies }: { policies: PolicyLine[] }) {
  if (policies.length === 0) {
    return (
      <EmptyState icon={<Hourglass />} title="Nenhum serviço ainda">
        Os prazos são de cada serviço. Eles aparecem aqui assim que houver um serviço publicado.
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Prazos por serviço, na prioridade normal"
      rows={policies}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "name",
          header: "Serviço",
          primary: true,
          cell: ({ id, name }) => (
            <Link href={`/admin/prazos/${id}`} className="text-primary-ink underline">
              {name}
            </Link>
          ),
        },
        { key: "department", header: "Departamento", cell: ({ department }) => department },
        {
          key: "response",
          header: TARGET_LABELS.first_response,
          cell: ({ terms }) => words(terms.first_response),
        },
        { key: "resolution", header: TARGET_LABELS.resolution, cell: ({ terms }) => words(terms.resolution) },
        {
          key: "silence",
          header: "Sem resposta",
          cell: ({ pendingLapseDays, validationLapseDays, dayUnit }) =>
            `${span(pendingLapseDays, dayUnit)}; na solução, ${span(validationLapseDays, dayUnit)}`,
        },
      ]}
    />
  );
}

const span = (days: number, unit: DayUnit) =>
  unit === "working_days" ? termInWords(days, unit) : daysInWords(days);

const words = (term: Term | undefined) => (term ? termInWords(term.amount, term.unit) : "sem prazo");
