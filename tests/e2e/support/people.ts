import { randomInt } from "node:crypto";
import { and, eq, isNotNull } from "drizzle-orm";
import type { ProfileRole } from "@/db/enums";
import { db } from "@/db/index";
import { departments, profiles, sessions, users } from "@/db/schema/people";
import { SESSION_SECONDS, sealSession, sessionCookieName } from "@/lib/accounts/cookie";
import { loadActor } from "@/lib/accounts/queries";
import type { UserActor } from "@/lib/actor";
import { type DemoDepartment, demoPerson } from "@/lib/demo/people";

/** Somebody with an account; what they may do is read when they enter. */
export interface Person {
  userId: string;
  name: string;
  cpf: string;
}

/** A session of theirs, as the cookie that carries it. */
export interface Entered {
  actor: UserActor;
  cookie: { name: string; value: string };
}

/** One of the demo's people. Their data is shared: tests that change things make people of their own. */
export async function demo(key: string): Promise<Person> {
  const { cpf } = demoPerson(key);
  const [row] = await db.select().from(users).where(eq(users.cpf, cpf));
  if (!row) throw new Error(`${key} has no account`);
  return { userId: row.id, name: row.name, cpf };
}

/** A new person with the demo's password, so that a test's data is its own. */
export async function newPerson(name = "Célia Teste de Souza"): Promise<Person> {
  const [known] = await db
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(and(eq(users.cpf, demoPerson("ana").cpf), isNotNull(users.passwordHash)));
  const cpf = newCpf();
  const email = `p${cpf}@correio.example`;
  const [row] = await db
    .insert(users)
    .values({ name, cpf, email, passwordHash: known?.passwordHash, origin: "institution" })
    .returning();
  if (!row) throw new Error("nobody was made");
  return { userId: row.id, name, cpf };
}

/** A new person who works in a department. */
export async function newStaff(
  role: ProfileRole = "technician",
  department: DemoDepartment = "siop",
  name = role === "manager" ? "Gilda Teste Gestora" : "Tiago Teste Atendente",
): Promise<Person> {
  const person = await newPerson(name);
  const [place] = await db
    .select({ id: departments.id })
    .from(departments)
    .where(eq(departments.slug, department));
  if (!place) throw new Error(`no department ${department}`);
  const ordinance = role === "manager" ? "Portaria nº 1/2026" : null;
  await db.insert(profiles).values({ userId: person.userId, departmentId: place.id, role, ordinance });
  return person;
}

/** Opens a session for a person, as a login would. */
export async function enter(person: Person): Promise<Entered> {
  const now = new Date();
  const [session] = await db
    .insert(sessions)
    .values({
      userId: person.userId,
      way: "password",
      createdAt: now,
      expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
    })
    .returning({ id: sessions.id });
  const actor = session && (await loadActor(session.id, now));
  if (!actor) throw new Error(`${person.name} could not enter`);
  return { actor, cookie: { name: sessionCookieName(), value: await sealSession(session.id) } };
}

/** Ends every session of a person, as an administrator or time would. */
export async function endSessions(person: Person): Promise<void> {
  await db.update(sessions).set({ revokedAt: new Date() }).where(eq(sessions.userId, person.userId));
}

function newCpf(): string {
  const digits = Array.from({ length: 9 }, () => randomInt(10));
  for (const length of [9, 10]) {
    const sum = digits.slice(0, length).reduce((total, digit, at) => total + digit * (length + 1 - at), 0);
    digits.push(((sum * 10) % 11) % 10);
  }
  return digits.join("");
}
