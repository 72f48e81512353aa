import { staffDepartments, type UserActor } from "../actor";

/** What decides whom a ticket may concern. */
export interface TicketCircle {
  requesterId: string;
  institutionId: string | null;
  departmentId: string;
  observerIds: readonly string[];
  observerDepartmentIds: readonly string[];
}

/**
 * Whether it is worth asking the database if this person sees the ticket: never no for someone who does. It keeps
 * a change that touches three people from costing a query for each of a thousand open pages.
 */
export function mayConcern(actor: UserActor, circle: TicketCircle): boolean {
  if (circle.requesterId === actor.userId || circle.observerIds.includes(actor.userId)) return true;
  if (actor.institution && actor.institution.id === circle.institutionId) return true;
  const departments = staffDepartments(actor);
  return departments.some(
    (department) => department === circle.departmentId || circle.observerDepartmentIds.includes(department),
  );
}
