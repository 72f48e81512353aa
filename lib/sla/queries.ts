import "server-only";
import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { type DayUnit, PRIORITIES, type Priority, TARGET_KINDS, type TargetKind } from "@/db/enums";
import { db, type Tx } from "@/db/index";
import { services, serviceTargets } from "@/db/schema/catalog";
import { departments } from "@/db/schema/people";
import type { UserActor } from "../actor";
import { requireAdmin } from "../administration";
import type { Term } from "./rules";
import type { PolicyChange } from "./schema";

/** A service with what it promises at the usual priority. */
export interface PolicyLine {
  id: string;
  name: string;
  department: string;
  terms: Partial<Record<TargetKind, Term>>;
  pendingLapseDays: number;
  validationLapseDays: number;
  reopenWindowDays: number;
  dayUnit: DayUnit;
}

/** @throws AppError forbidden */
export async function listPolicies(actor: UserActor): Promise<PolicyLine[]> {
  requireAdmin(actor);
  const rows = await db
    .select({
      id: services.id,
      name: services.name,
      department: departments.shortName,
      pendingLapseDays: services.pendingLapseDays,
      validationLapseDays: services.validationLapseDays,
      reopenWindowDays: services.reopenWindowDays,
      dayUnit: services.dayUnit,
    })
    .from(services)
    .innerJoin(departments, eq(departments.id, services.departmentId))
    .where(eq(services.active, true))
    .orderBy(asc(departments.shortName), asc(services.name));
  const usual = await db.select().from(serviceTargets).where(eq(serviceTargets.priority, "normal"));
  return rows.map((row) => ({
    ...row,
    terms: Object.fromEntries(
      usual
        .filter(({ serviceId }) => serviceId === row.id)
        .map(({ kind, amount, unit }) => [kind, { amount, unit }]),
    ),
  }));
}

/** What a service promises, as it is edited. */
export interface PolicySheet extends PolicyChange {
  name: string;
  department: string;
}

/**
 * What one service promises, or null.
 * @throws AppError forbidden
 */
export async function findPolicy(actor: UserActor, serviceId: string): Promise<PolicySheet | null> {
  requireAdmin(actor);
  if (!z.uuid().safeParse(serviceId).success) return null;
  const [row] = await db
    .select({ service: services, department: departments.name })
    .from(services)
    .innerJoin(departments, eq(departments.id, services.departmentId))
    .where(eq(services.id, serviceId));
  if (!row) return null;
  const { service, department } = row;
  return { ...(await policyOf(db, service)), name: service.name, department };
}

type ServiceRow = typeof services.$inferSelect;

/** What a service promises, in the shape in which it is changed. */
export async function policyOf(reader: Pick<Tx, "select">, service: ServiceRow): Promise<PolicyChange> {
  const rows = await reader.select().from(serviceTargets).where(eq(serviceTargets.serviceId, service.id));
  const termOf = (priority: Priority, kind: TargetKind) => {
    const found = rows.find((row) => row.priority === priority && row.kind === kind);
    const usual = kind === "resolution" ? "working_days" : "working_hours";
    return { amount: found?.amount ?? null, unit: found?.unit ?? usual } as const;
  };
  const terms = PRIORITIES.map((priority) => [
    priority,
    Object.fromEntries(TARGET_KINDS.map((kind) => [kind, termOf(priority, kind)])),
  ]);
  return {
    serviceId: service.id,
    revision: service.policyRevision,
    terms: Object.fromEntries(terms),
    escalationHours: service.escalationHours,
    dayUnit: service.dayUnit,
    pendingLapseDays: service.pendingLapseDays,
    validationLapseDays: service.validationLapseDays,
    reopenWindowDays: service.reopenWindowDays,
    noticeDays: service.noticeDays,
  };
}
