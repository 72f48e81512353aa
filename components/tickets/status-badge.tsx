import { Badge } from "@/components/ui/badge";
import {
  Archive,
  Ban,
  CircleCheckBig,
  CircleX,
  ClipboardCheck,
  Headset,
  Hourglass,
  Inbox,
  type Picture,
  ScanSearch,
} from "@/components/ui/icons";
import type { PendingType, TicketStatus } from "@/db/enums";
import { statusLabel } from "@/lib/tickets/labels";

const ICONS: Record<TicketStatus, Picture> = {
  new: Inbox,
  in_review: ScanSearch,
  assigned: Headset,
  pending: Hourglass,
  validating: ClipboardCheck,
  resolved: CircleCheckBig,
  closed: Archive,
  rejected: CircleX,
  cancelled: Ban,
};

/** The icon that stands for a status everywhere. Decoration: the word stands beside it. */
export function StatusIcon({ status, className }: { status: TicketStatus; className?: string }) {
  const Icon = ICONS[status];
  return <Icon className={className} />;
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
