import { and, asc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index";
import { departments, institutions, operators, profiles, users } from "@/db/schema/people";
import type { UserActor } from "../actor";
import { requireAdmin } from "../administration";
import { maskCpf, parseCpf } from "../identifiers/cpf";

/** An account as the administration sees it. */
export interface DirectoryEntry {
  id: string;
  name: string;
  /** Masked: whole CPFs are not needed to find somebody. */
  cpf: string | null;
  email: string | null;
  /** What the person is here, in words. */
  roles: string[];
  disabledAt: Date | null;
}

export interface DirectoryPage {
  people: DirectoryEntry[];
  /** Where the next page begins; null on the last. */
  next: { name: string; id: string } | null;
}

const SIZE = 25;

/** Accounts by name, found by part of the name, the e-mail or the whole CPF. */
export async function listPeople(
  actor: UserActor,
  query: string,
  after: { name: string; id: string } | null,
): Promise<DirectoryPage> {
  requireAdmin(actor);
  const found = await db
    .select({
      id: users.id,
      name: users.name,
      cpf: users.cpf,
      email: users.email,
      admin: users.admin,
      disabledAt: users.disabledAt,
      profiles: sql<{ role: string; department: string }[]>`coalesce((
        select json_agg(json_build_object('role', ${profiles.role}, 'department', ${departments.shortName})
          order by ${departments.shortName})
        from ${profiles} join ${departments} on ${departments.id} = ${profiles.departmentId}
        where ${profiles.userId} = ${users.id} and ${profiles.endedAt} is null), '[]')`,
      institution: institutions.name,
      kind: operators.kind,
    })
    .from(users)
    .leftJoin(operators, and(eq(operators.userId, users.id), isNull(operators.endedAt)))
    .leftJoin(institutions, eq(institutions.id, operators.institutionId))
    .where(
      and(
        matching(query),
        after ? sql`(${users.name}, ${users.id}) > (${after.name}, ${after.id}::uuid)` : undefined,
      ),
    )
    .orderBy(asc(users.name), asc(users.id))
    .limit(SIZE + 1);
  const page = found.slice(0, SIZE);
  const last = found.length > SIZE ? page.at(-1) : undefined;
  return {
    people: page.map(({ id, name, cpf, email, disabledAt, ...held }) => ({
      id,
      name,
      cpf: cpf && maskCpf(cpf),
      email,
      disabledAt,
      roles: rolesInWords(held),
    })),
    next: last ? { name: last.name, id: last.id } : null,
  };
}

function matching(query: string): SQL | undefined {
  const text = query.trim();
  if (!text) return undefined;
  const cpf = parseCpf(text);
  if (cpf) return eq(users.cpf, cpf);
  const part = sql`'%' || guiche_unaccent(replace(replace(replace(${text}, '\\', '\\\\'), '%', '\\%'), '_', '\\_')) || '%'`;
  return or(sql`guiche_unaccent(${users.name}) like ${part}`, sql`lower(${users.email}) like ${part}`);
}

function rolesInWords(held: {
  admin: boolean;
  profiles: { role: string; department: string }[];
  institution: string | null;
  kind: string | null;
}): string[] {
  const words = held.profiles.map(
    ({ role, department }) => `${role === "manager" ? "Gestão" : "Atendimento"}: ${department}`,
  );
  if (held.institution) words.push(`${held.kind === "master" ? "Master" : "Operação"}: ${held.institution}`);
  if (held.admin) words.push("Administração");
  return words.length > 0 ? words : ["Requerente"];
}
