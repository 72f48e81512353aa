import { DataTable } from "@/components/ui/table";
import type { CalendarList } from "@/lib/calendar/queries";
import { zoneChoices } from "@/lib/calendar/zones";
import { zoneName } from "@/lib/dates";
import { AssignCalendar } from "./assign-calendar";

/** By which calendar, and by whose clocks, each department works. */
export function DepartmentCalendars({ calendars, departments, now }: CalendarList & { now: Date }) {
  const nameOf = (id: string | null) => calendars.find((one) => one.id === id)?.name ?? "Usual";
  return (
    <section aria-labelledby="departamentos" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="departamentos" className="text-lg font-bold">
        Departamentos
      </h2>
      <DataTable
        caption="Calendário e fuso de cada departamento"
        rows={departments}
        rowKey={({ id }) => id}
        columns={[
          { key: "name", header: "Departamento", primary: true, cell: ({ name }) => name },
          { key: "calendar", header: "Calendário", cell: ({ calendarId }) => nameOf(calendarId) },
          {
            key: "zone",
            header: "Fuso",
            cell: ({ timeZone }) => zoneName(timeZone),
          },
          {
            key: "act",
            header: "Ação",
            cell: (department) => (
              <AssignCalendar
                department={department}
                calendars={calendars}
                zones={zoneChoices(department.timeZone, now)}
              />
            ),
          },
        ]}
      />
    </section>
  );
}
