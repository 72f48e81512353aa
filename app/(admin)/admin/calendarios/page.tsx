import type { Metadata } from "next";
import { CalendarTable } from "@/components/calendar/calendar-table";
import { DepartmentCalendars } from "@/components/calendar/department-calendars";
import { NewCalendar } from "@/components/calendar/new-calendar";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { requireRole } from "@/lib/auth";
import { listCalendars } from "@/lib/calendar/queries";

export const metadata: Metadata = { title: "Calendários" };

export default async function CalendarsPage() {
  const { calendars, departments } = await listCalendars(await requireRole("admin"));
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-8">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <Breadcrumb crumbs={[{ label: "Administração", href: "/admin" }, { label: "Calendários" }]} />
          <h1 className="mt-2 text-2xl font-bold">Calendários</h1>
          <p className="mt-1 max-w-prose text-soft">
            Os prazos correm nas horas em que cada departamento trabalha. Um calendário diz quais são: os
            horários da semana, menos os feriados e os dias sem expediente.
          </p>
        </div>
        <NewCalendar />
      </div>
      <CalendarTable calendars={calendars} />
      <DepartmentCalendars calendars={calendars} departments={departments} now={new Date()} />
    </div>
  );
}
