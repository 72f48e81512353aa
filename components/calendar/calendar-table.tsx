import { EmptyState } from "@/components/ui/empty-state";
import { CalendarDays } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { DataTable } from "@/components/ui/table";
import type { CalendarLine } from "@/lib/calendar/queries";

/** The calendars of the installation. */
export function CalendarTable({ calendars }: { calendars: CalendarLine[] }) {
  if (calendars.length === 0) {
    return (
      <EmptyState icon={<CalendarDays />} title="Nenhum calendário ainda">
        Enquanto isso, todos trabalham de segunda a sexta, das 8h às 18h, menos nos feriados nacionais. Crie
        um calendário para mudar os horários ou incluir os feriados do estado e da cidade.
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Calendários"
      rows={calendars}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "name",
          header: "Nome",
          primary: true,
          cell: ({ id, name }) => (
            <Link href={`/admin/calendarios/${id}`} className="text-primary-ink underline">
              {name}
            </Link>
          ),
        },
        {
          key: "departments",
          header: "Usado por",
          cell: ({ departments }) =>
            departments === 0
              ? "ninguém ainda"
              : `${departments} ${departments === 1 ? "departamento" : "departamentos"}`,
        },
      ]}
    />
  );
}
