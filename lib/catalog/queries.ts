import "server-only";
import { and, asc, count, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { categories, formVersions, serviceClasses, services } from "@/db/schema/catalog";
import { departments, permissionClasses, users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import type { UserActor } from "@/lib/actor";
import { parseDefinition } from "@/lib/forms/schema";
import { usableBy } from "./access";
import type { CardSubject, ServiceCard } from "./card";

/** The cards of the services the person may use, in the order of their categories. */
export async function listCards(actor: UserActor): Promise<ServiceCard[]> {
  return db
    .select({
      slug: services.slug,
      name: services.name,
      summary: services.summary,
      icon: services.icon,
      longestTime: services.longestTime,
      department: departments.shortName,
      category: { slug: categories.slug, name: categories.name },
      subjects: subjectsOf(),
    })
    .from(services)
    .innerJoin(categories, eq(categories.id, services.categoryId))
    .innerJoin(departments, eq(departments.id, services.departmentId))
    .innerJoin(formVersions, eq(formVersions.id, services.formVersionId))
    .where(usableBy(actor))
    .orderBy(asc(categories.position), asc(categories.name), asc(services.position), asc(services.name));
}

/** Labels and search words of a form's subjects, without reading its fields. */
function subjectsOf(): SQL<CardSubject[]> {
  return sql<CardSubject[]>`(
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'id', subject -> 'id',
          'label', subject -> 'label',
          'keywords', coalesce(subject -> 'keywords', '[]'::jsonb)
        ) order by place
      ),
      '[]'::jsonb
    )
    from jsonb_array_elements(${formVersions.definition} -> 'subjects') with ordinality as subjects(subject, place)
  )`;
}

/** Slugs of the services the person opened most tickets from, most first; services used once do not count. */
export async function mostUsedSlugs(actor: UserActor, limit: number): Promise<string[]> {
  const used = await db
    .select({ slug: services.slug })
    .from(tickets)
    .innerJoin(services, eq(services.id, tickets.serviceId))
    .where(and(eq(tickets.requesterId, actor.userId), usableBy(actor)))
    .groupBy(services.id, services.slug)
    .having(sql`count(*) > 1`)
    .orderBy(desc(count()), desc(sql`max(${tickets.openedAt})`))
    .limit(limit);
  return used.map((service) => service.slug);
}

const SLUG = /^[a-z0-9-]{1,80}$/;

export type ServicePage = NonNullable<Awaited<ReturnType<typeof findService>>>;

/** A service the person may use, with its published form; null when there is none at this address for them. */
export async function findService(actor: UserActor, slug: string) {
  if (!SLUG.test(slug)) return null;
  const [row] = await db
    .select({
      id: services.id,
      slug: services.slug,
      name: services.name,
      summary: services.summary,
      icon: services.icon,
      description: services.description,
      audience: services.audience,
      documents: services.documents,
      steps: services.steps,
      longestTime: services.longestTime,
      cost: services.cost,
      purpose: services.purpose,
      access: services.access,
      classMatch: services.classMatch,
      minimumLevel: services.minimumLevel,
      category: { slug: categories.slug, name: categories.name },
      department: {
        name: departments.name,
        shortName: departments.shortName,
        phone: departments.phone,
        email: departments.email,
        hours: departments.hours,
        messageService: departments.messageService,
        timeZone: departments.timeZone,
      },
      formVersionId: formVersions.id,
      definition: formVersions.definition,
    })
    .from(services)
    .innerJoin(categories, eq(categories.id, services.categoryId))
    .innerJoin(departments, eq(departments.id, services.departmentId))
    .innerJoin(formVersions, eq(formVersions.id, services.formVersionId))
    .where(and(eq(services.slug, slug), usableBy(actor)));
  if (!row) return null;
  const classes = row.access === "classes" ? await classesOf(row.id) : [];
  return { ...row, definition: parseDefinition(row.definition), classes };
}

async function classesOf(serviceId: string): Promise<string[]> {
  const rows = await db
    .select({ code: permissionClasses.code, name: permissionClasses.name })
    .from(permissionClasses)
    .where(
      inArray(
        permissionClasses.id,
        db
          .select({ id: serviceClasses.classId })
          .from(serviceClasses)
          .where(eq(serviceClasses.serviceId, serviceId)),
      ),
    )
    .orderBy(asc(permissionClasses.code));
  return rows.map((row) => `${row.code} ${row.name}`);
}

/** Where the person can be reached, to begin the contact of a ticket with. */
export async function contactOf(actor: UserActor): Promise<{ email: string | null; phone: string | null }> {
  const [row] = await db
    .select({ email: users.email, phone: users.phone })
    .from(users)
    .where(eq(users.id, actor.userId));
  return row ?? { email: null, phone: null };
}
