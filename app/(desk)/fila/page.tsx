import type { Metadata } from "next";
import { Queue } from "@/components/desk/queue";
import { requireRole } from "@/lib/auth";
import { listQueue, queueDepartments } from "@/lib/desk/queries";
import { readQueue } from "@/lib/desk/schema";
import type { AddressParams } from "@/lib/search/schema";

export const metadata: Metadata = { title: "Fila" };

export default async function QueuePage({ searchParams }: { searchParams: Promise<AddressParams> }) {
  const actor = await requireRole("technician");
  const departments = await queueDepartments(actor);
  const wanted = readQueue(await searchParams);
  const known = departments.some(({ slug }) => slug === wanted.department);
  const address = known ? wanted : { ...wanted, department: "" };
  const now = new Date();
  const queue = await listQueue(actor, address, departments, now);
  return (
    <div className="page-wide grid grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="text-2xl font-bold">Fila</h1>
      <Queue queue={queue} address={address} departments={departments} userId={actor.userId} now={now} />
    </div>
  );
}
