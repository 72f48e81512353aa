import { ChipLinks } from "@/components/search/chip-links";
import type { QueueDepartment } from "@/lib/desk/queries";
import { type QueueAddress, type QueueStatus, queueHref } from "@/lib/desk/schema";
import { COUNTERS } from "@/lib/tickets/labels";

type QueueFilterProps = { address: QueueAddress; departments: readonly QueueDepartment[] };

const statuses: { status: QueueStatus; label: string }[] = [
  { status: "open", label: "Em aberto" },
  ...COUNTERS.map(({ slug, label }) => ({ status: slug, label })),
];

/** Narrows the queue to a status, and to a department for who works several. */
export function QueueFilter({ address, departments }: QueueFilterProps) {
  return (
    <div className="grid gap-2">
      {departments.length > 1 && (
        <ChipLinks
          name="Filtrar por setor"
          chips={[{ slug: "", name: "Todos os setores" }, ...departments].map(({ slug, name }) => ({
            href: queueHref(address, { department: slug }),
            label: name,
            current: address.department === slug,
          }))}
        />
      )}
      <ChipLinks
        name="Filtrar por status"
        chips={statuses.map(({ status, label }) => ({
          href: queueHref(address, { status }),
          label,
          current: address.status === status,
        }))}
      />
    </div>
  );
}
