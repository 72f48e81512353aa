import { and, eq } from "drizzle-orm";
import { services } from "@/db/schema/catalog";
import type { UserActor } from "@/lib/actor";
import { invalid } from "@/lib/errors";
import { changeTicket } from "../change";

/**
 * Another service of the same department, from new to pending. The form version and the answers are kept, and no
 * analysis starts anew.
 */
export function changeService(
  actor: UserActor,
  input: { number: number; serviceId: string },
  now: Date,
): Promise<void> {
  return changeTicket(actor, input, "change_service", now, async (change) => {
    const { tx, ticket } = change;
    const [service] = await tx
      .select()
      .from(services)
      .where(and(eq(services.id, input.serviceId), eq(services.departmentId, ticket.departmentId)));
    if (!service?.active || service.id === ticket.serviceId) {
      throw invalid({ serviceId: "Escolha outro serviço deste setor." });
    }
    await change.move({ serviceId: service.id });
    await change.record({ serviceId: service.id, formerServiceId: ticket.serviceId });
  });
}
