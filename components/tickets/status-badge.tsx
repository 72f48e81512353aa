import { Badge } from "@/components/ui/badge";
import { Icon, type IconName } from "@/components/ui/icon";
import type { PendingType, TicketStatus } from "@/db/enums";
import { statusLabel } from "@/lib/tickets/labels";

const ICONS: Record<TicketStatus, IconName> = {
  new: "inbox",
  in_review: "scan-search",
  assigned: "headset",
  pending: "hourglass",
  validating: "clipboard-check",
  resolved: "circle-check-big",
  closed: "archive",
  rejected: "circle-x",
  cancelled: "ban",
};

/** The icon that stands for a status everywhere. Decoration: the word stands beside it. */
export function StatusIcon({ status, className }: { status: TicketStatus; className?: string }) {
  return <Icon name={ICONS[status]} className={className} />;
}

type StatusBadgeProps = {
  status: TicketStatus;
  pendingType: PendingType | null;
  reader: "requester" | "staff";
  className?: string;
};

/** A ticket's status in the reader's words: colour, icon and word, the same on every screen. */
export function StatusBadge({ status, pendingType, reader, className }: StatusBadgeProps) {
  return (
    <Badge data-status={status} icon={<StatusIcon status={status} />} className={className}>
      {statusLabel({ status, pendingType }, reader)}
    </Badge>
  );
}
