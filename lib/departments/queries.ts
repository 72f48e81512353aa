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

/** The departments with these ids, by name. One that is not known yet is looked for at once. */
export async function listDepartments(ids: readonly string[]): ReturnType<typeof readContacts> {
  const known = await listContacts();
  const all = ids.every((id) => known.some((one) => one.id === id)) ? known : await readAnew();
  return all
    .filter(({ id }) => ids.includes(id))
    .sort((one, other) => one.shortName.localeCompare(other.shortName, "pt-BR"));
}

function readAnew(): ReturnType<typeof readContacts> {
  kept = null;
  return listContacts();
}

const readContacts = async () =>
  db
    .select({
      id: departments.id,
      slug: departments.slug,
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
