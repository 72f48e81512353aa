import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CalendarEditor } from "@/components/calendar/calendar-editor";
import { DeleteCalendar } from "@/components/calendar/delete-calendar";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { requireRole } from "@/lib/auth";
import { findCalendar } from "@/lib/calendar/queries";
import { wallClock } from "@/lib/clock";

type Props = { params: Promise<{ id: string }> };

const load = cache(async (id: string) => findCalendar(await requireRole("admin"), id));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const calendar = await load((await params).id);
  return { title: calendar?.name ?? "Calendário não encontrado" };
}

export default async function CalendarPage({ params }: Props) {
  await requireRole("admin");
  const calendar = await load((await params).id);
  if (!calendar) notFound();
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-6">
      <div>
        <Breadcrumb
          crumbs={[
            { label: "Administração", href: "/admin" },
            { label: "Calendários", href: "/admin/calendarios" },
            { label: calendar.name },
          ]}
        />
        <h1 className="mt-2 text-2xl font-bold">{calendar.name}</h1>
      </div>
      <CalendarEditor calendar={calendar} thisYear={wallClock(new Date(), "America/Sao_Paulo").year} />
      <DeleteCalendar calendar={calendar} />
    </div>
  );
}
