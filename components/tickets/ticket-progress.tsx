import type { ReactNode } from "react";
import { type Step, Steps } from "@/components/ui/steps";
import type { TicketStatus } from "@/db/enums";
import { STATUS_FOR_REQUESTER } from "@/lib/tickets/labels";
import type { TicketView } from "@/lib/tickets/view";

type Progress = Pick<TicketView, "status" | "closedBy" | "pending"> & { analysis: boolean };

/** The way of a ticket from new to resolved, and how far it is. A wait stands where it began. */
export function progressOf({ status, closedBy, pending, analysis }: Progress): Step[] {
  if (status === "rejected") return way(["new", "in_review", "rejected"], "rejected");
  if (status === "cancelled") return way(["new", "cancelled"], "cancelled");
  const path: TicketStatus[] = ["new", "assigned", "validating", "resolved"];
  // A ticket that was in analysis shows it even where the service no longer asks for one.
  const reviewed = analysis || status === "in_review" || pending?.from === "in_review";
  if (reviewed) path.splice(1, 0, "in_review");
  if (status === "closed") {
    if (closedBy === "approval" || closedBy === "window") return way(path, "resolved", true);
    return way([...path.slice(0, -1), "closed"], "closed", true);
  }
  return way(path, pending ? pending.from : status);
}

function way(path: TicketStatus[], current: TicketStatus, ended = false): Step[] {
  const here = path.indexOf(current);
  return path.map((status, place) => ({
    label: STATUS_FOR_REQUESTER[status],
    state: place < here || (ended && place === here) ? "done" : place === here ? "current" : "coming",
  }));
}

/** The same, drawn; `detail` stands under the step in force. */
export function TicketProgress({ ticket, detail }: { ticket: TicketView; detail?: ReactNode }) {
  const steps = progressOf({ ...ticket, analysis: ticket.service.analysis });
  const last = steps.findLastIndex((step) => step.state !== "coming");
  return (
    <Steps
      name="Andamento do chamado"
      direction="down"
      steps={steps.map((step, place) => (place === last ? { ...step, detail } : step))}
    />
  );
}
