import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { GOVBR_LEVELS } from "@/db/enums";
import { serviceClasses, services } from "@/db/schema/catalog";
import { type Actor, staffDepartments } from "../actor";

/** Services the person may open a ticket from: everyone's, their institution's, or those their classes open. */
export function usableBy(actor: Actor): SQL | undefined {
  if (actor.kind === "system") return eq(services.active, true);
  if (actor.kind === "guest") return sql`false`;
  const departments = staffDepartments(actor);
  const doors: (SQL | undefined)[] = [eq(services.access, "everyone")];
  if (actor.institution) doors.push(eq(services.access, "institutions"));
  if (actor.classes.length > 0) doors.push(and(eq(services.access, "classes"), holdsClasses(actor.classes)));
  if (departments.length > 0) doors.push(inArray(services.departmentId, departments));
  const levels = actor.level ? GOVBR_LEVELS.slice(0, GOVBR_LEVELS.indexOf(actor.level) + 1) : [];
  const level = or(
    isNull(services.minimumLevel),
    levels.length > 0 ? inArray(services.minimumLevel, [...levels]) : sql`false`,
  );
  return and(eq(services.active, true), sql`${services.formVersionId} is not null`, or(...doors), level);
}

/** The service names the classes, and whether all or any of them are needed. */
function holdsClasses(held: readonly string[]): SQL {
  const heldHere = sql`(
    select count(*) from ${serviceClasses}
    where ${serviceClasses.serviceId} = ${services.id} and ${inArray(serviceClasses.classId, [...held])}
  )`;
  const needed = sql`(select count(*) from ${serviceClasses} where ${serviceClasses.serviceId} = ${services.id})`;
  return sql`case ${services.classMatch} when 'all' then ${needed} > 0 and ${heldHere} = ${needed} else ${heldHere} > 0 end`;
}
