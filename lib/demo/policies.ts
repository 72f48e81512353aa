import { PRIORITIES, type Priority } from "@/db/enums";
import type { UserActor } from "../actor";
import { changePolicy } from "../sla/mutations/change-policy";
import { findPolicy } from "../sla/queries";
import type { Term } from "../sla/rules";
import { promisedTerm } from "./catalog";
import type { SeededService } from "./world";

/** How much sooner, or later, than usual. */
const PACE: Record<Priority, number> = { low: 2, normal: 1, high: 0.5, urgent: 0.25 };

const HOURS_A_DAY = 8;

/** At another priority; a term of the law is the same for all. */
function paced({ amount, unit }: Term, priority: Priority): Term {
  const pace = PACE[priority];
  const much = amount * pace;
  if (unit === "calendar_days") return { amount, unit };
  if (unit === "working_days" && !Number.isInteger(much))
    return { amount: Math.ceil(much * HOURS_A_DAY), unit: "working_hours" };
  return { amount: Math.ceil(much), unit };
}

/** What each service of the demo promises, set by an administrator's hand. */
export async function setPolicies(
  admin: UserActor,
  services: readonly SeededService[],
  since: Date,
): Promise<void> {
  for (const service of services) {
    const policy = await findPolicy(admin, service.id);
    if (!policy) throw new Error(`${service.slug} is gone`);
    const resolution = promisedTerm(service);
    const response: Term = { amount: resolution.unit === "working_hours" ? 1 : 4, unit: "working_hours" };
    for (const priority of PRIORITIES) {
      policy.terms[priority] = {
        first_response: paced(response, priority),
        resolution: paced(resolution, priority),
      };
    }
    await changePolicy(admin, policy, since);
  }
}
