import "server-only";
import { asc } from "drizzle-orm";
import { db } from "@/db/index";
import { departments } from "@/db/schema/people";

/** Every page shows them and they change a few times a year: a change may take this long to be seen. */
const KEPT_MS = 15_000;

let kept: { contacts: ReturnType<typeof readContacts>; until: number } | null = null;

/** How each department can be reached: public, shown before and after the login. */
export function listContacts(): ReturnType<typeof readContacts> {
  const now = performance.now();
  if (!kept || kept.until < now) {
    kept = { contacts: readContacts(), until: now + KEPT_MS };
    // A failure is told to whoever waits for it, and the next page asks again.
    kept.contacts.catch(() => {
      kept = null;
    });
  }
  return kept.contacts;
}

const readContacts = async () =>
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
    .orderBy(asc(departments.name));
