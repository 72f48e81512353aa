import type { Metadata } from "next";
import { PolicyTable } from "@/components/sla/policy-table";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { requireRole } from "@/lib/auth";
import { listPolicies } from "@/lib/sla/queries";

export const metadata: Metadata = { title: "Prazos" };

export default async function PoliciesPage() {
  const policies = await listPolicies(await requireRole("admin"));
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-8">
      <div>
        <Breadcrumb crumbs={[{ label: "Administração", href: "/admin" }, { label: "Prazos" }]} />
        <h1 className="mt-2 text-2xl font-bold">Prazos</h1>
        <p className="mt-1 max-w-prose text-soft">
          Em quanto tempo cada serviço responde e resolve, e quanto espera por uma resposta do requerente. Os
          valores da lista são os da prioridade normal.
        </p>
      </div>
      <PolicyTable policies={policies} />
    </div>
  );
}
