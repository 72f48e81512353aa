import { ChipLink } from "@/components/ui/badge";
import { LinkPending } from "@/components/ui/link-pending";
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
        <Chips
          name="Filtrar por setor"
          chips={[{ slug: "", name: "Todos os setores" }, ...departments].map(({ slug, name }) => ({
            href: queueHref(address, { department: slug }),
            label: name,
            current: address.department === slug,
          }))}
        />
      )}
      <Chips
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

function Chips({
  name,
  chips,
}: {
  name: string;
  chips: { href: string; label: string; current: boolean }[];
}) {
  return (
    <nav aria-label={name} className="-mx-4 overflow-x-auto px-4 py-1 md:-mx-1 md:px-1">
      <ul className="flex min-w-max gap-1.5 md:min-w-0 md:flex-wrap">
        {chips.map(({ href, label, current }) => (
          <li key={href}>
            <ChipLink href={href} current={current} scroll={false}>
              {label}
              <LinkPending />
            </ChipLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
