import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PolicyEditor } from "@/components/sla/policy-editor";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { requireRole } from "@/lib/auth";
import { findPolicy } from "@/lib/sla/queries";

type Props = { params: Promise<{ id: string }> };

const load = cache(async (id: string) => findPolicy(await requireRole("admin"), id));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const policy = await load((await params).id);
  return { title: policy ? `Prazos: ${policy.name}` : "Serviço não encontrado" };
}

export default async function PolicyPage({ params }: Props) {
  await requireRole("admin");
  const policy = await load((await params).id);
  if (!policy) notFound();
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-6">
      <div>
        <Breadcrumb
          crumbs={[
            { label: "Administração", href: "/admin" },
            { label: "Prazos", href: "/admin/prazos" },
            { label: policy.name },
          ]}
        />
        <h1 className="mt-2 text-2xl font-bold">{policy.name}</h1>
        <p className="mt-1 text-soft">{policy.department}</p>
      </div>
      <PolicyEditor policy={policy} />
    </div>
  );
}
