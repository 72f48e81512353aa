import type { Metadata } from "next";
import { LinkCard } from "@/components/ui/card";
import { CalendarDays, Hourglass, Mail, Users } from "@/components/ui/icons";
import { requireRole } from "@/lib/auth";

export const metadata: Metadata = { title: "Administração" };

export default async function AdminPage() {
  await requireRole("admin");
  return (
    <div className="page grid gap-6">
      <h1 className="text-2xl font-bold">Administração</h1>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <li>
          <LinkCard href="/admin/pessoas" title="Pessoas" icon={<Users />} headingLevel={2}>
            Quem tem conta, com que papéis. Desativar e reativar.
          </LinkCard>
        </li>
        <li>
          <LinkCard href="/admin/calendarios" title="Calendários" icon={<CalendarDays />} headingLevel={2}>
            Horários de trabalho e feriados, por onde correm os prazos.
          </LinkCard>
        </li>
        <li>
          <LinkCard href="/admin/prazos" title="Prazos" icon={<Hourglass />} headingLevel={2}>
            Em quanto tempo cada serviço responde e resolve, e quanto espera.
          </LinkCard>
        </li>
        <li>
          <LinkCard href="/admin/emails" title="E-mails" icon={<Mail />} headingLevel={2}>
            O que não saiu ou não chegou, para enviar de novo, e os endereços que não recebem.
          </LinkCard>
        </li>
      </ul>
    </div>
  );
}
