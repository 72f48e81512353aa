import "server-only";
import { asc } from "drizzle-orm";
import { cache } from "react";
import { db } from "@/db/index";
import { departments } from "@/db/schema/people";

/** How each department can be reached: public, shown before and after the login. */
export const listContacts = cache(() =>
  db
    .select({
      id: departments.id,
      name: departments.name,
      shortName: departments.shortName,
      phone: departments.phone,
      email: departments.email,
      hours: departments.hours,
      messaging: departments.messageService,
      timeZone: departments.timeZone,
    })
    .from(departments)
    .orderBy(asc(departments.name)),
);
