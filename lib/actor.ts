import type { GovbrLevel } from "@/db/enums";

/** A person with a session. Departments are ids. */
export interface UserActor {
  kind: "user";
  userId: string;
  sessionId: string;
  name: string;
  email: string | null;
  admin: boolean;
  technicianOf: readonly string[];
  managerOf: readonly string[];
  moderatorOf: readonly string[];
  institution: { id: string; name: string; master: boolean; seesTickets: boolean } | null;
  /** Ids of the permission classes held now. */
  classes: readonly string[];
  level: GovbrLevel | null;
}

/** Somebody who holds the link of one ticket and acts as its requester there. */
export interface GuestActor {
  kind: "guest";
  ticketId: string;
  userId: string;
  /** When the letter was written by which they act. */
  letterAt?: Date;
}

/** The product's own job, such as the clock. */
export interface SystemActor {
  kind: "system";
  job: string;
  /** On whose act it follows, if on somebody's: they need not be told. */
  by?: string;
}

/** Whoever asks: every read and write takes it first. */
export type Actor = UserActor | GuestActor | SystemActor;

/** Departments whose tickets the person works: as technician or as manager. */
export function staffDepartments(actor: Actor): string[] {
  return actor.kind === "user" ? [...new Set([...actor.technicianOf, ...actor.managerOf])] : [];
}

/** Whether the person works the tickets of a department. */
export const worksIn = (actor: Actor, departmentId: string): boolean =>
  staffDepartments(actor).includes(departmentId);

/** Whether every ticket of an institution is the person's to see, by a class they hold. */
export const seesTicketsOf = (actor: Actor, institutionId: string | null): boolean =>
  actor.kind === "user" && actor.institution?.seesTickets === true && actor.institution.id === institutionId;

/** The account behind the actor, or null for the system's own job. */
export function accountOf(actor: Actor): string | null {
  return actor.kind === "system" ? null : actor.userId;
}
